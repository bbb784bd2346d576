import Foundation
import TestSupport
import Testing

extension Scenarios {
    @Suite("A new key")
    struct KeysScenario {
        private func keys(_ home: ScenarioHome) throws -> [Int] {
            struct File: Decodable {
                struct Key: Decodable { var id: Int }
                var keys: [Key]
            }
            return try JSONDecoder().decode(File.self, from: Data(home.read("state/keys.json").utf8)).keys.map(\.id)
        }

        @Test(
            "between a message and its second copy, with a kill: the same octets; links of before and after say no; it is in the backup"
        )
        func rotated() async throws {
            // The relay takes the first message to person 1, and its answer never comes.
            let lost = ScenarioHome.address(1)
            let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, to: lost, .obeyAndClose)]))
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            try await home.enter("course", lost)
            try await eventually("the first copy") { peer.accepted.count == 1 }
            await daemon.kill()

            #expect(try await home.done("keys", "rotate").contains("number 2"))
            // Whatever is killed while it makes a key, what is there works.
            for _ in 1...5 {
                let rotating = try UsherProcess(["keys", "rotate"], environment: ["USHER_HOME": home.path])
                await rotating.kill()
                try await home.done("status")
            }
            let before = try keys(home)
            #expect(before.contains(1) && before.contains(2))

            // Later than the keys of a moment ago begin to sign.
            let later = Date(timeIntervalSinceNow: 7200).formatted(.iso8601)
            let again = try await home.run("--clock", "stepped:\(later)")
            try await eventually("the second copy") { peer.accepted.count == 2 }
            #expect(peer.accepted[0].bytes == peer.accepted[1].bytes)

            // A running daemon takes one up by itself.
            #expect(try await home.done("keys", "rotate").contains("The daemon has taken it up."))
            #expect(try keys(home).count == before.count + 1)
            try await home.enter("course", ScenarioHome.address(2))
            try await eventually("a message after it") { peer.accepted.count == 3 }

            let client = WebClient(.port(address.port))
            for message in [peer.accepted[0], peer.accepted[2]] {
                let link = try MailText(message.bytes).unsubscribeLink()
                let reply = try await client.post(ScenarioHome.path(of: link), "List-Unsubscribe=One-Click")
                #expect(reply.status == 200)
            }
            let suppressed: [SuppressedLine] = try await home.json("suppress", "list")
            #expect(Set(suppressed.map(\.address)) == [lost, ScenarioHome.address(2)])
            #expect(await again.stop().end == .exit(0))

            try await home.done("backup", "\(home.path)/../all.tar")
            try await home.done("backup", "--verify", "\(home.path)/../all.tar")
            // An older copy of the keys is refused.
            let all = try home.read("state/keys.json")
            let older = all.split(separator: "\n").filter { !$0.contains("\"id\": \(before.count + 1),") }
            try home.writeSecret(older.joined(separator: "\n"), to: "state/keys.json")
            #expect(try await home.usher("status").end == .exit(65))
        }
    }
}
