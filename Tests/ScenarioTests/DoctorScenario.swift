import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The built binary asks a real name server, on loopback.
    @Suite("The doctor and a real name server", .enabled(if: NameServer.isAvailable, "nsd cannot run here"))
    struct DoctorScenario {
        private struct Answer: Decodable {
            struct Finding: Decodable {
                let grade: String
                let about: String
                let remedy: String?
            }
            let isWell: Bool
            let findings: [Finding]
        }

        private static let zone = [
            "@ 3600 IN SOA ns host 1 3600 600 86400 60", "@ 3600 IN NS ns", "ns 3600 IN A 127.0.0.1",
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
            func ask(_ zone: [String], _ more: String...) async throws -> Program.Result {
                let server = try await NameServer.start(domain: "paperheron.example", zone: zone)
                let result = try await home.usher(["doctor", "--server", "127.0.0.1:\(server.port)"] + more)
                try await server.stop()
                return result
            }
            // Nobody says where the EHLO name's address leads back to: the name server is of one domain.
            let before = try await ask(Self.zone, "--json")
            #expect(before.end == .exit(65))
            let answer = try JSONDecoder().decode(Answer.self, from: Data(before.output.utf8))
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
        }
    }
}
