import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The built binary with two relays: what one does is nothing to the other.
    @Suite("Transactional mail with a relay of its own")
    struct StreamScenario {
        private static func receipts(_ port: Int) -> [String] {
            [
                "dkim: news", "transactional:", "  smtp: { host: localhost, port: \(port), tls: none }",
                "  sender: { name: Orders at Paper Heron, address: orders@orders.paperheron.example }",
                "  dkim: orders",
            ]
        }

        /// A home with a marketing campaign, `course`, and one of receipts; both pairs of keys are made.
        private static func home(
            _ relay: ScriptedPeer, _ own: ScriptedPeer, settings: [String] = []
        ) async throws -> ScenarioHome {
            let home = try await ScenarioHome()
            try home.goLive(port: relay.port, settings: receipts(own.port) + settings)
            try home.addCourse([("one", "0")])
            try home.addOrder()
            for name in ["news", "orders"] { try await home.done("dkim", "create", "--name", name) }
            return home
        }

        /// The selectors of a message's signatures.
        private static func selectors(_ message: PeerLog.Message?) -> [String] {
            lines(message, " s=").map { String($0.dropFirst(3).prefix { $0 != ";" }) }
        }

        /// The lines of a message's header that begin so.
        private static func lines(_ message: PeerLog.Message?, _ start: String) -> [String] {
            String(decoding: message?.bytes ?? [], as: UTF8.self).components(separatedBy: "\r\n")
                .filter { $0.hasPrefix(start) }
        }

        @Test("a blocked newsletter holds up no receipt; through kill -9 and a reload without the section nobody waits")
        func blocked() async throws {
            let relay = try ScriptedPeer(
                PeerScript([.init(.mail, time: 1, .reply("550 5.7.1 your account is blocked"))]))
            let own = try ScriptedPeer()
            let watched = try FreePort.next()
            let home = try await Self.home(
                relay, own,
                settings: [
                    "public:", "  url: \(ScenarioHome.publicURL)",
                    "  listen: 127.0.0.1:\(try FreePort.next())", "  private: 127.0.0.1:\(watched)",
                ])
            #expect(try await home.done("check").contains("transactional mail goes through localhost:\(own.port)"))
            let daemon = try await home.run()
            try await home.enter("course", "ada@example.org")
            try await eventually("the relay's pause") {
                try await home.done("status").contains("paused     relay: ")
            }
            #expect(try await home.done("status").contains("Marketing waits while the relay is paused"))
            try await home.enter("course", "dan@example.org")
            #expect(try await home.done("why", "dan@example.org").contains("due now; the relay is paused"))

            try await home.enter("order", "bob@example.org")
            try await eventually("the receipt") { own.accepted.count == 1 }
            #expect(relay.accepted.isEmpty)
            let receipt = own.accepted.first
            #expect(Self.lines(receipt, "From: ") == ["From: Orders at Paper Heron <orders@orders.paperheron.example>"])
            #expect(Self.selectors(receipt) == ["orders-rsa", "orders-ed25519"])
            try await eventually("both streams' attempts, counted apart") {
                let metrics = try await WebClient(.port(watched)).get("/metrics").body
                return [
                    #"outcome="deferred",provider="other",relay="localhost:\#(relay.port)",stream="marketing"} "#,
                    #"outcome="sent",provider="other",relay="localhost:\#(own.port)",stream="transactional"} 1\#n"#,
                ].allSatisfy { metrics.contains("usher_attempts_total{\($0)") }
            }

            // The other pauses too, and a daemon that dies changes nothing of it.
            let paused = try await home.done("pause", "transactional-relay")
            #expect(
                paused == "Paused the relay of transactional mail: marketing goes on. "
                    + "Go on with: usher resume transactional-relay\n")
            try await home.enter("order", "cyd@example.org")
            await daemon.kill()
            let second = try await home.run()
            try await eventually("both pauses") {
                try await home.done("status").contains("Nothing is sent while both relays are paused")
            }
            let why = try await home.done("why", "cyd@example.org")
            #expect(why.contains("the relay of transactional mail is paused"), "\(why)")
            #expect(own.accepted.count == 1)

            // Without the section there is one relay, and its pause is the only one.
            let section = Self.receipts(own.port).dropFirst().joined(separator: "\n")
            for folder in ["config", "templates"] {
                try FileManager.default.createDirectory(atPath: home("draft"), withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: home(folder), toPath: home("draft/\(folder)"))
            }
            try home.edit("draft/config/usher.yaml", section, "reload: { hold_above: 99 }")
            let plan = try await home.done("plan", home("draft"))
            #expect(
                plan.contains(
                    "transactional mail goes through localhost:\(relay.port) from then on, what waits now as well"),
                "\(plan)")
            try home.edit("config/usher.yaml", section, "reload: { hold_above: 99 }")
            try await home.done("reload", "--yes")
            #expect(try await !home.done("status").contains("transactional-relay"))
            try await home.done("resume")
            try await eventually("all three") { relay.accepted.count == 3 }
            try await home.drained()
            #expect(own.accepted.count == 1)
            #expect(relay.accepted.map(\.recipient).sorted() == ["ada", "cyd", "dan"].map { "<\($0)@example.org>" })
            for message in relay.accepted {
                #expect(Self.lines(message, "From: ") == ["From: Ida from Paper Heron <ida@paperheron.example>"])
                #expect(Self.selectors(message) == ["news-rsa", "news-ed25519"])
            }
            #expect(await second.stop().end == .exit(0))
        }

        @Test("pause alone is everything, and so is resume")
        func everything() async throws {
            let home = try await Self.home(ScriptedPeer(), ScriptedPeer())
            try await home.done("pause", "transactional-relay", "--because", "new prices")
            let both = try await home.done("pause")
            #expect(both == "Paused both relays: nothing is sent. Go on with: usher resume\n")
            let status = try await home.done("status")
            #expect(
                status.contains("transactional-relay: new prices") && status.contains(" relay: paused by"), "\(status)")
            let resumed = try await home.done("resume")
            #expect(resumed == "Resumed the relay.\nResumed the relay of transactional mail.\n")
            #expect(try await !home.done("status").contains("paused  "))
        }

        @Test("each sender's domain and each relay is looked at, and the records of keys are for the domain they sign")
        func looked() async throws {
            let (relay, own) = (try ScriptedPeer(), try ScriptedPeer())
            let home = try await Self.home(relay, own)
            let records = try await home.done("dkim", "show")
            #expect(records.contains("news-rsa._domainkey.paperheron.example."), "\(records)")
            #expect(records.contains("orders-rsa._domainkey.orders.paperheron.example."), "\(records)")
            #expect(!records.contains("news-rsa._domainkey.orders"), "\(records)")
            // Nobody answers names there: what is asked about is told all the same.
            let seen = try await home.usher("doctor", "--server", "127.0.0.1:\(try FreePort.next())").output
            for subject in [
                "relay localhost:\(relay.port)", "relay localhost:\(own.port)",
                "DKIM record news-rsa._domainkey.paperheron.example",
                "DKIM record orders-rsa._domainkey.orders.paperheron.example", "DMARC of orders.paperheron.example",
            ] { #expect(seen.contains(subject), "\(subject) in \(seen)") }
        }

        @Test("a relay that hangs holds up no receipt, and no end; a section that comes takes what waits along")
        func hangs() async throws {
            let relay = try ScriptedPeer(PeerScript([.init(.dot, .hang)]))
            let own = try ScriptedPeer()
            let home = try await Self.home(relay, own)
            let section = Self.receipts(own.port).dropFirst().joined(separator: "\n")
            try home.edit("config/usher.yaml", section, "reload: { hold_above: 99 }")
            let daemon = try await home.run()
            // One relay, paused by hand: everything waits.
            try await home.done("pause")
            try await home.enter("order", "bob@example.org")
            try await home.enter("course", "ada@example.org")
            try home.edit("config/usher.yaml", "reload: { hold_above: 99 }", section)
            try await home.done("reload", "--yes")
            try await eventually("the receipt that waited") { own.accepted.count == 1 }
            #expect(own.accepted.first?.recipient == "<bob@example.org>")

            try await home.done("resume")
            try await eventually("a message that hangs") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["claimed"] == 1
            }
            try await home.enter("order", "cyd@example.org")
            try await eventually("the next receipt") { own.accepted.count == 2 }
            #expect(relay.accepted.isEmpty)
            await daemon.kill()
        }
    }
}
