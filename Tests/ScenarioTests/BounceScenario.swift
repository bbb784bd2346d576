import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// A relay that refuses everybody by mistake, what people say meanwhile, and what the undo makes of it.
    @Suite("What is said while a bounce stands")
    struct BounceScenario {
        @Test(
            "holds when the bounce is undone, and only in the daemon's mode is anything undone",
            arguments: [false, true])
        func undone(asSuppression: Bool) async throws {
            let names = ["no", "less", "off", "gone", "fine"]
            let peer = try ScriptedPeer(
                PeerScript(
                    names.map { .init(.rcpt, time: 1, to: "\($0)@\($0).example", .reply("550 5.1.1 no such user")) }))
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port)
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            for name in names { try await home.enter("course", "\(name)@\(name).example") }
            try await eventually("five bounces") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["bounced"] == names.count
            }
            let said = try await home.done(
                "suppress", "add", "no@no.example", "--scope", "everything", "--because", "by phone, never again")
            #expect(said == "no@no.example gets no more mail.\n")
            try await home.done("suppress", "add", "less@less.example", "--scope", "everything")
            let left = try await home.done("leave", "course", "off@off.example")
            #expect(left == "off@off.example has left course; nothing more of it will be sent.\n")
            try await home.done("contact", "erase", "gone@gone.example", "--because", "asked for it")

            let undo =
                asSuppression
                ? ["suppress", "remove", "--reason", "bounced", "--since", "1 hour", "--because", "it was wrong"]
                : ["queue", "retry", "--failed", "--since", "1 hour"]
            try home.edit("config/usher.yaml", "mode: live", "mode: rehearsal")
            for command in [
                undo, undo + ["--yes"], ["queue", "retry", "1"], ["suppress", "remove", "1", "--because", "so"],
                ["resume"], ["contact", "stage", "fine@fine.example", "convert", "--because", "so"],
                ["contact", "tag", "fine@fine.example", "vip"], ["contact", "untag", "fine@fine.example", "vip"],
                ["token", "add", "till"],
            ] {
                let reply = try await home.usher(command)
                #expect(reply.end == .exit(75), "\(command): \(reply)")
                #expect(reply.errors.contains("the daemon still runs live: restart it"), "\(command): \(reply)")
            }
            // To look, to stop and to say no works all the same.
            for command in [["queue", "list"], ["pause", "course"], ["suppress", "add", "new@new.example"]] {
                #expect(try await home.usher(command).end == .exit(0), "\(command)")
            }
            try home.edit("config/usher.yaml", "mode: rehearsal", "mode: live")
            try await home.done("resume", "course")

            let done = try await home.done(undo + ["--yes"])
            #expect(done.contains("1 delivery is queued again"), "\(done)")
            #expect(done.contains("1 enrollment that had ended is under way again, from where it stood"), "\(done)")
            try await eventually("the one letter") { peer.accepted.count == 1 }
            try await home.drained()
            #expect(peer.accepted.map(\.recipient) == ["<fine@fine.example>"])
            let suppressed = try await home.done("suppress", "list")
            #expect(suppressed.contains(/everything +unsubscribed/) && suppressed.contains("by phone, never again"))
            #expect(await daemon.stop().end == .exit(0))
        }
    }
}
