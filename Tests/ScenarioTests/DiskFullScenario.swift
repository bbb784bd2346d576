import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// What cannot be recorded must not be sent.
    @Suite("A full disk", .enabled(if: SmallDisk.isAvailable, "a small disk cannot be mounted here"))
    struct DiskFullScenario {
        @Test("stops sending, says so once, and goes on when there is room; nothing is lost or sent twice")
        func full() async throws {
            let people = 400
            // After twenty letters each connection waits for an answer until the disk is full.
            let held = (21...60).map { PeerScript.Rule(.dot, time: $0, .hold) }
            let peer = try ScriptedPeer(PeerScript(held + [.init(.dot, .drip(milliseconds: 1))]))
            let disk = try await SmallDisk(megabytes: 128)
            let home = try await ScenarioHome(environment: ["STATE_DIRECTORY": disk.path])
            try home.goLive(port: peer.port)
            try home.addCourse([("one", "0"), ("two", "0")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(people))
            try await eventually("messages under way", every: .milliseconds(1)) { peer.accepted.count >= 20 }
            try disk.fill()
            peer.release()
            var log: String { daemon.program.output + daemon.program.errors }
            try await eventually("a daemon that stands still") { log.contains("sending stands still") }
            // What the reserve and the log have given up is taken as well.
            try disk.fill()
            let refused = try await home.usher("enqueue", "course", "late@example.org")
            #expect(refused.end == .exit(74), "\(refused.errors)")
            #expect(refused.errors.split(separator: "\n").count == 1)
            // Asked of the daemon, and told by what can still be written.
            let status = try await home.done("status")
            #expect(status.contains("Nothing is sent, because nothing could be recorded since"), "\(status)")
            let why = try await home.done("why", ScenarioHome.address(people))
            #expect(why.contains("because nothing can be recorded"), "\(why)")
            #expect(try await home.usher("queue", "list").errors.contains("because nothing can be recorded"))
            let accepted = peer.accepted.count
            #expect(accepted < 2 * people)

            try disk.free()
            try await eventually("everybody's letters") { peer.accepted.count >= 2 * people }
            try await home.drained()
            #expect(await daemon.stop().end == .exit(0))
            #expect(log.components(separatedBy: "sending stands still").count == 2, "\(log)")
            #expect(log.components(separatedBy: "can be written again").count == 2)
            let letters = peer.accepted.map { "\($0.recipient) \(MailText($0.bytes).message ?? "")" }
            #expect(letters.count == 2 * people && Set(letters).count == 2 * people)
            let after: StatusLine = try await home.json("status")
            #expect(after.deliveries["sent"] == 2 * people)
            try await disk.remove()
        }

        @Test("init leaves nothing of a home that has no room, and the same again does when there is some")
        func initializing() async throws {
            let disk = try await SmallDisk(megabytes: 1)
            try disk.fill()
            #expect(truncate("\(disk.path)/ballast", 960 << 10) == 0, "some files fit")
            let refused = try await UsherProcess.run(["init", "\(disk.path)/shop"])
            #expect(refused.end == .exit(74), "\(refused)")
            #expect(refused.errors.contains("the disk is full; what was begun is removed: make room"), "\(refused)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["ballast"])
            try disk.free()
            #expect(try await UsherProcess.run(["init", "\(disk.path)/shop"]).end == .exit(0))
            try await disk.remove()
        }

        @Test("20 MB are enough for 2,000 people; full, a no is taken, and what is owed goes when there is room")
        func small() async throws {
            let people = 2000
            let peer = try ScriptedPeer()
            let disk = try await SmallDisk(megabytes: 20)
            let home = try await ScenarioHome(environment: ["STATE_DIRECTORY": disk.path])
            try home.goLive(port: peer.port)
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            var log: String { daemon.program.output + daemon.program.errors }
            try await home.enter("course", "--from", try home.contacts(people))
            try await eventually("everybody's letters") { peer.accepted.count >= people }
            try await home.drained()
            #expect(!log.contains("stands still"), "\(log)")
            let facts = try FileManager.default.attributesOfItem(atPath: "\(disk.path)/usher.sqlite-wal")
            #expect((facts[.size] as? Int ?? 0) < 8 << 20)

            try disk.fill()
            try await home.done("suppress", "add", ScenarioHome.address(1))
            try disk.fill()
            let refused = try await home.usher("enqueue", "course", "late@example.org")
            #expect(refused.end == .exit(74), "\(refused.errors)")
            try disk.free()
            try await eventually("a reserve") {
                FileManager.default.fileExists(atPath: "\(disk.path)/usher.sqlite-reserve")
            }
            try await home.enter("course", "late@example.org")
            try await eventually("the late one's letter") { peer.accepted.count == people + 1 }
            #expect(await daemon.stop().end == .exit(0))
            try await disk.remove()
        }
    }
}
