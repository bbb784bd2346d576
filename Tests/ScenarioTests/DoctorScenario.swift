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
            try home.goLive(port: 25, smtp: ["tls: none", "helo: mail.paperheron.example"], settings: ["dkim: spring"])
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
            let bad = try await home.usher("doctor", "--server", "a name")
            #expect(bad.end == .exit(64))
        }
    }
}
