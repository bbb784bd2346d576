import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The built binary signs; two verifiers that are not ours read what the relay got.
    @Suite(
        "Signed mail", .enabled(if: DKIMVerifier.isAvailable, "dkimpy, opendkim-tools or nsd cannot be used here"))
    struct DKIMScenario {
        static let names = [
            "Anne Smith", "Jörg Weiß", "Ólafur Þórðarson", "Nguyễn Thị Minh Khai", "Анна Каренина", "Ελένη Παππά",
            "שרה כהן", "فاطمة الزهراء", "अनन्या शर्मा", "สมชาย ใจดี", "王小明", "김민준", "さくら ももこ", "თამარ მეფე",
            "Անահիտ Սարգսյան", "தமிழ்செல்வி முருகன்",
        ]

        private struct Keys: Decodable {
            struct Record: Decodable { let zone: String }
            let name: String
            let signs: Bool
            let records: [Record]
        }

        /// The records of all keys, as `usher dkim show` prints them.
        private static func records(_ home: ScenarioHome) async throws -> [String] {
            try await home.done("dkim", "show").split(separator: "\n").map(String.init).filter { !$0.hasPrefix(";") }
        }

        @Test(
            "names in every script verify; a retry has the same octets, also after new keys, and what is new has theirs"
        )
        func wire() async throws {
            let doubt = "doubt@example.org"
            let peer = try ScriptedPeer(
                PeerScript([
                    .init(.dot, time: 1, to: doubt, .obeyAndClose),
                    .init(.rcpt, time: 1, to: ScenarioHome.address(1), .reply("451 4.7.1 come back")),
                ]))
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port, settings: ["on_doubt: hold", "dkim: first"])
            try home.addCourse([("one", "0")])
            let created = try await home.done("dkim", "create", "--name", "first")
            #expect(created.contains("first-rsa._domainkey.paperheron.example. 3600 IN TXT ("))
            #expect(try await home.done("check").contains("Usher signs with the keys 'first'"))

            let daemon = try await home.runStepped()
            let rows = Self.names.enumerated().map { "\(ScenarioHome.address($0 + 1)),\($1)\n" }.joined()
            let people = try home.write("address,name\n\(rows)\(doubt),Dora Doubt\n", to: "contacts.csv")
            try await home.enter("course", "--from", people)
            try await home.drained()
            #expect(peer.accepted.count == Self.names.count + 1)

            // New keys, and then the one that is in doubt goes again.
            try await home.done("dkim", "create", "--name", "second")
            try home.edit("config/usher.yaml", "dkim: first", "dkim: second")
            try await home.done("reload", "--yes")
            let held: [QueueLine] = try await home.json("queue", "list", "--in-doubt")
            let delivery = try #require(held.first?.delivery)
            try await home.done("queue", "retry", "\(delivery)")
            try await home.enter("course", "new@example.org")
            try await home.drained()
            #expect(await daemon.stop().end == .exit(0))

            let copies = peer.accepted.filter { $0.recipient == "<\(doubt)>" }
            #expect(copies.count == 2 && Set(copies.map(\.bytes)).count == 1)
            func keys(_ recipient: String) -> [String] {
                peer.accepted.filter { $0.recipient == "<\(recipient)>" }.flatMap { message in
                    String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
                        .filter { $0.hasPrefix(" s=") }.map { String($0.dropFirst(3).prefix { $0 != ";" }) }
                }
            }
            #expect(keys(doubt) == ["first-rsa", "first-ed25519", "first-rsa", "first-ed25519"])
            #expect(keys("new@example.org") == ["second-rsa", "second-ed25519"])

            let messages = peer.accepted.map(\.bytes)
            let said = try await DKIMVerifier.complaints(
                about: messages, records: try await Self.records(home), domain: "paperheron.example")
            #expect(said == DKIMVerifier.praise(messages.count))
            let shown: [Keys] = try await home.json("dkim", "show")
            #expect(shown.map(\.name) == ["first", "second"] && shown.map(\.signs) == [false, true])
            try await refuses(try #require(copies.first).bytes, try await Self.records(home))
        }

        /// Both verifiers refuse both signatures of a message that was changed in one octet, and of one that the record
        /// of another key is asked about: their silence is praise.
        private func refuses(_ message: [UInt8], _ records: [String]) async throws {
            let text = Array("\r\n\r\n".utf8)
            let body = try #require(message.indices.first { message[$0...].starts(with: text) })
            func flipped(_ place: Int?) throws -> [UInt8] {
                var other = message
                other[try #require(place)] ^= 0x20
                return other
            }
            let subject = Array("\r\nSubject: ".utf8)
            let value = try #require(message[..<body].indices.first { message[$0...].starts(with: subject) })
            let messages = [
                message, try flipped(value + subject.count),
                try flipped(message[body...].firstIndex { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }),
            ]
            let others = records.map { line in
                line.hasPrefix("first-") ? "second-\(line.dropFirst(6))" : "first-\(line.dropFirst(7))"
            }
            for (records, wrong) in [(records, [1, 2]), (others, [0, 1, 2])] {
                let said = try await DKIMVerifier.complaints(
                    about: messages, records: records, domain: "paperheron.example")
                let lines = said.split(separator: "\n")
                for (number, signature) in messages.indices.flatMap({ [($0, 0), ($0, 1)] }) {
                    let found = ["\(number).eml: signature \(signature)", "\(number)-\(signature).eml: "].map {
                        sentence in lines.contains { $0.hasPrefix(sentence) }
                    }
                    #expect(found.allSatisfy { $0 == wrong.contains(number) }, "\(number), \(signature): \(said)")
                }
            }
        }

        @Test("keys may be a credential; where the relay signs, Usher does not; preview shows what is sent")
        func credential() async throws {
            let credentials = try TemporaryFolder("credentials")
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome(environment: ["CREDENTIALS_DIRECTORY": credentials.path])
            try home.goLive(port: peer.port, settings: ["dkim: relay"])
            try await home.done("dkim", "create", "--name", "own", "--to", credentials("dkim-own.json"))
            #expect(!FileManager.default.fileExists(atPath: home("state/dkim-own.json")))
            let plain = try await home.done("preview", "welcome/download", "--eml")
            #expect(!plain.contains("DKIM-Signature"))
            #expect(try await home.done("check").contains("the relay signs, Usher does not"))
            try await home.done("send-test", "me@example.org", "--direct", "--message", "welcome/download")

            try home.edit("config/usher.yaml", "dkim: relay", "dkim: own")
            try await home.done("send-test", "me@example.org", "--direct", "--message", "welcome/download")
            let signed = try await home.done("preview", "welcome/download", "--eml")
            let count = { (message: PeerLog.Message) in
                String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "DKIM-Signature").count - 1
            }
            #expect(peer.accepted.map(count) == [0, 2])
            let said = try await DKIMVerifier.complaints(
                about: peer.accepted.suffix(1).map(\.bytes) + [Array(signed.utf8)],
                records: try await Self.records(home), domain: "paperheron.example")
            #expect(said == DKIMVerifier.praise(2))
        }
    }
}
