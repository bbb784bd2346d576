import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The built binary asks a real name server, on loopback.
    @Suite("The doctor and a real name server", .enabled(if: NameServer.isAvailable, "nsd cannot run here"))
    struct DoctorScenario {
        private struct Answer: Decodable {
            struct Finding: Decodable, Hashable {
                let grade: String
                let about: String
                let found: String
                let remedy: String?
            }
            let isWell: Bool
            let findings: [Finding]

            init(_ result: Program.Result) throws {
                self = try JSONDecoder().decode(Self.self, from: Data(result.output.utf8))
            }
        }

        private static let zone =
            NameServer.Zone.head + [
                "@ 3600 IN TXT \"v=spf1 ip4:192.0.2.0/24 -all\"", "@ 3600 IN MX 10 mx", "mx 3600 IN A 192.0.2.1",
                "_dmarc 3600 IN TXT \"v=DMARC1; p=none\"", "mail 3600 IN A 192.0.2.2",
            ]

        @Test("what it says to publish makes it content")
        func records() async throws {
            let home = try await ScenarioHome()
            let peer = try ScriptedPeer()
            try home.goLive(
                port: peer.port, smtp: ["tls: none", "helo: mail.paperheron.example"], settings: ["dkim: spring"])
            let records = try await home.done("dkim", "create", "--name", "spring").split(separator: "\n").map(
                String.init)
            let server = try await NameServer.start(domain: "paperheron.example", zone: Self.zone)
            func ask(_ zone: [String], _ more: String...) async throws -> Program.Result {
                try await server.write([.init(domain: "paperheron.example", lines: zone)])
                return try await home.usher(["doctor", "--server", "127.0.0.1:\(server.port)"] + more)
            }
            // Nobody says where the EHLO name's address leads back to: the name server is of one domain.
            let before = try await ask(Self.zone, "--json")
            #expect(before.end == .exit(65))
            let answer = try Answer(before)
            let wrong = answer.findings.filter { $0.grade == "wrong" }
            #expect(
                !answer.isWell
                    && wrong.map(\.about) == [
                        "DKIM record spring-rsa._domainkey.paperheron.example",
                        "DKIM record spring-ed25519._domainkey.paperheron.example",
                    ])
            #expect(wrong.map(\.remedy) == records)
            let after = try await ask(Self.zone + wrong.compactMap(\.remedy))
            #expect(!after.output.contains("WRONG"), "\(after.output)")
            #expect(after.output.contains("ok      SPF of paperheron.example"))
            #expect(after.output.components(separatedBy: "it is the key's").count == 3)
            #expect(after.output.contains("ok      relay localhost:\(peer.port): it answers, on this machine"))
            #expect(after.output.contains("advice  what the relay localhost:\(peer.port) offers: no DSN"))
            #expect(after.output.contains("advice  public address: there is none"))
            #expect(after.output.contains("ok      what others may read and change"))
            #expect(peer.accepted.isEmpty)
            peer.stop()
            let gone = try await ask(Self.zone + wrong.compactMap(\.remedy))
            #expect(gone.end == .exit(65))
            #expect(gone.output.contains("WRONG   relay localhost:\(peer.port): nothing accepts connections there"))
            let bad = try await home.usher("doctor", "--server", "a name")
            #expect(bad.end == .exit(64))
            try await server.stop()
        }

        /// One record that is wrong in an otherwise right DNS, and what is said of it.
        private struct Wrong {
            /// The record that goes: its name, below `example`, and kind.
            let record: String
            /// What stands in its place, without the name.
            let instead: [String]
            let grade: String
            let about: String
            let words: String

            init(
                _ record: String, _ instead: [String], _ about: String, _ words: String, grade: String = "wrong"
            ) {
                (self.record, self.instead, self.grade) = (record, instead, grade)
                (self.about, self.words) = (about, words)
            }
        }

        private static let world =
            NameServer.Zone.head + [
                "bounces.paperheron 3600 IN TXT \"v=spf1 include:_spf.relay.example -all\"",
                "_spf.relay 3600 IN TXT \"v=spf1 ip4:192.0.2.0/24 -all\"",
                "_dmarc.paperheron 3600 IN TXT \"v=DMARC1; p=none\"",
                "bounces.paperheron 3600 IN MX 10 in.paperheron", "in.paperheron 3600 IN A 192.0.2.1",
                "paperheron 3600 IN MX 10 mx.paperheron", "mx.paperheron 3600 IN A 192.0.2.3",
                "mail.paperheron 3600 IN A 192.0.2.2",
            ]
        private static let back = NameServer.Zone.head + ["2 3600 IN PTR mail.paperheron.example."]

        private static let spf = "SPF of bounces.paperheron.example"
        private static let rsa = "DKIM record spring-rsa._domainkey.paperheron.example"
        private static let dmarc = "DMARC of paperheron.example"
        private static let bounces = "MX of bounces.paperheron.example, for bounces"
        private static let answers = "MX of paperheron.example, for answers"
        private static let name = "EHLO name mail.paperheron.example"
        private static let void = (1...3).map { "a:gone\($0).example" }.joined(separator: " ")
        private static let many = (1...11).map { "a:mx.paperheron.example/\($0 + 8)" }.joined(separator: " ")

        private static let wrongs: [Wrong] = [
            Wrong("bounces.paperheron TXT", [], spf, "there is no record"),
            Wrong(
                "bounces.paperheron TXT", ["TXT \"v=spf1 -all\"", "TXT \"v=spf1 ~all\""], spf, "there are 2 records"),
            Wrong("bounces.paperheron TXT", ["TXT \"v=spf1 ipv4:192.0.2.1 -all\""], spf, "is no word of SPF"),
            Wrong("bounces.paperheron TXT", ["TXT \"v=spf1 +all\""], spf, "whoever wants may send as you"),
            Wrong(
                "bounces.paperheron TXT", ["TXT \"v=spf1 redirect=_spf.relay.example ~all\""], spf,
                "no receiver reads 'redirect=_spf.relay.example'"),
            Wrong(
                "bounces.paperheron TXT", ["TXT \"v=spf1 include:_spf.relay.example\""], spf, "says nothing of others",
                grade: "advice"),
            Wrong("bounces.paperheron TXT", ["TXT \"v=spf1 \(void) -all\""], spf, "3 of its look-ups lead to nothing"),
            Wrong(
                "bounces.paperheron TXT", ["TXT ( \"v=spf1 \(many.prefix(200))\" \"\(many.dropFirst(200)) -all\" )"],
                spf, "more than 10 times"),
            Wrong("_spf.relay TXT", [], spf, "includes _spf.relay.example, which has no SPF record"),
            Wrong("_spf.relay TXT", ["TXT \"v=spf1 +all\""], spf, "takes everybody, by 'include:_spf.relay.example'"),
            Wrong("spring-rsa._domainkey.paperheron TXT", [], rsa, "there is no record"),
            Wrong(
                "spring-rsa._domainkey.paperheron TXT", ["TXT \"v=DKIM1; k=rsa; p=AAAA\""], rsa, "it is another key's"),
            Wrong("spring-rsa._domainkey.paperheron TXT", ["TXT \"v=DKIM1; k=rsa; p=\""], rsa, "the key is revoked"),
            Wrong(
                "spring-ed25519._domainkey.paperheron TXT", [],
                "DKIM record spring-ed25519._domainkey.paperheron.example", "there is no record"),
            Wrong("_dmarc.paperheron TXT", [], dmarc, "there is no policy"),
            Wrong(
                "_dmarc.paperheron TXT", ["TXT \"v=DMARC1; p=none\"", "TXT \"v=DMARC1; p=reject\""], dmarc,
                "there are 2 records"),
            Wrong("_dmarc.paperheron TXT", ["TXT \"v=DMARC1; sp=none\""], dmarc, "has no policy"),
            Wrong(
                "_dmarc.paperheron TXT", ["TXT \"v=DMARC1; p=none; aspf=s\""], "alignment with paperheron.example",
                "the envelope (bounces.paperheron.example) is not", grade: "advice"),
            Wrong("bounces.paperheron MX", [], bounces, "there is none, and no address"),
            Wrong("bounces.paperheron MX", ["MX 0 ."], bounces, "a null MX"),
            Wrong("in.paperheron A", [], bounces, "in.paperheron.example has no address"),
            Wrong("paperheron MX", [], answers, "there is none, and no address"),
            Wrong("mx.paperheron A", [], answers, "mx.paperheron.example has no address"),
            Wrong("mail.paperheron A", [], name, "it has no address", grade: "advice"),
            Wrong(
                "2 PTR", ["PTR host.provider.example."], name, "leads back to host.provider.example", grade: "advice"),
            Wrong("2 PTR", [], name, "leads back to nothing", grade: "advice"),
        ]

        @Test("each record wrong in turn is one sentence, and nothing else is said")
        func eachInTurn() async throws {
            let home = try await ScenarioHome()
            let peer = try ScriptedPeer()
            try home.goLive(
                port: peer.port, smtp: ["tls: none", "helo: mail.paperheron.example"],
                settings: ["dkim: spring", "bounce: { domain: bounces.paperheron.example }"])
            let keys = try await home.done("dkim", "create", "--name", "spring").split(separator: "\n").map(String.init)
            let whole = Self.world + keys
            func zones(_ lines: [String], _ back: [String]) -> [NameServer.Zone] {
                [.init(domain: "example", lines: lines), .init(domain: "2.0.192.in-addr.arpa", lines: back)]
            }
            let server = try await NameServer.start(zones(whole, Self.back))
            func bad() async throws -> [Answer.Finding] {
                let result = try await home.usher("doctor", "--json", "--server", "127.0.0.1:\(server.port)")
                return try Answer(result).findings.filter { $0.grade != "ok" }
            }
            let usual = try await bad()
            let dns = ["SPF", "DKIM", "DMARC", "alignment", "MX", "EHLO"]
            #expect(!usual.contains { finding in dns.contains { finding.about.hasPrefix($0) } }, "\(usual)")
            for wrong in Self.wrongs {
                func changed(_ lines: [String]) -> [String] {
                    let words = wrong.record.split(separator: " ")
                    var rest = lines.filter { line in
                        let own = line.split(separator: " ")
                        let name = own[0].hasSuffix(".example.") ? own[0].dropLast(".example.".count) : own[0]
                        return !(name == words[0] && own.contains(words[1]))
                    }
                    if rest.count < lines.count { rest += wrong.instead.map { "\(words[0]) 3600 IN \($0)" } }
                    return rest
                }
                try await server.write(zones(changed(whole), changed(Self.back)))
                let said = try await bad().filter { !usual.contains($0) }
                #expect(
                    said.count == 1 && said.first?.grade == wrong.grade && said.first?.about == wrong.about
                        && said.first?.found.contains(wrong.words) == true,
                    "\(wrong.record) \(wrong.instead): \(said)")
            }
            try await server.stop()
            peer.stop()
        }

        @Test("watching, it speaks once, and ends with 0 when it is told to stop")
        func watch() async throws {
            let home = try await ScenarioHome()
            let server = try await NameServer.start(domain: "paperheron.example", zone: Self.zone)
            let arguments = ["doctor", "--watch", "--server", "127.0.0.1:\(server.port)"]
            let watching = try Program(
                UsherProcess.binary, arguments, environment: ["USHER_HOME": home.path])
            try await eventually("a first look") { watching.output.contains("backup: ") }
            watching.send(SIGTERM)
            #expect(await watching.wait().end == .exit(0))
            #expect(watching.output.components(separatedBy: "advice  relay: none is configured").count == 2)
            for arguments in [["--every", "1 second"], ["--every", "8 days"], ["--round-trip"]] {
                #expect(try await home.usher(["doctor", "--watch"] + arguments).end == .exit(64))
            }
            try await server.stop()
        }

        @Test("nothing goes round in rehearsal, without a return address, and to what is no domain")
        func refused() async throws {
            let home = try await ScenarioHome()
            #expect(try await home.usher("doctor", "--round-trip").end == .exit(78))
            let peer = try ScriptedPeer(PeerScript([.init(.rcpt, .reply("550 5.1.1 no such user"))]))
            try home.goLive(port: peer.port)
            #expect(try await home.usher("doctor", "--round-trip").end == .exit(78))
            try home.goLive(port: peer.port, settings: ["bounce: { domain: bounces.paperheron.example }"])
            #expect(try await home.usher("doctor", "--round-trip", "--to", "a b").end == .exit(64))
            let refused = try await home.usher("doctor", "--round-trip", "--patience", "1 second")
            #expect(refused.output.hasPrefix("unknown bounce of usher-round-trip-"), "\(refused.output)")
            let quiet = try ScriptedPeer()
            try home.goLive(port: quiet.port, settings: ["bounce: { domain: bounces.paperheron.example }"])
            let lost = try await home.usher("doctor", "--round-trip", "--patience", "1 second")
            #expect(lost.end == .exit(65) && lost.output.contains("nothing came back in"), "\(lost.output)")
            #expect(quiet.accepted.count == 1)
            #expect(quiet.accepted.first?.sender.hasPrefix("<b+") == true)
            try home.goLive(
                port: quiet.port,
                settings: [
                    "bounce: { domain: bounces.paperheron.example }",
                    "receive: { imap: { host: localhost, username: usher, password_file: imap-password } }",
                ])
            try home.writeSecret("secret\n", to: "imap-password")
            let unheard = try await home.usher("doctor", "--round-trip", "--patience", "1 second")
            #expect(unheard.end == .exit(75) && unheard.errors.contains("no daemon runs"), "\(unheard)")
            #expect(quiet.accepted.count == 1)
        }
    }
}
