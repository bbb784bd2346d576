import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// One daemon per state folder, and how it is asked to stop.
    @Suite("SIGTERM, the service manager, and a second daemon")
    struct StopScenario {
        @Test(
            "SIGTERM in the middle of sending finishes and records what is open: exit 0, nothing in doubt, the rest goes later"
        )
        func terminate() async throws {
            // After twenty letters each connection waits for an answer until it is stopping.
            let peer = try ScriptedPeer(PeerScript((21...150).map { .init(.dot, time: $0, .hold) }))
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port)
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(150))
            try await eventually("twenty messages", every: .milliseconds(1)) { peer.accepted.count >= 20 }
            daemon.program.send(SIGTERM)
            try await daemon.notified("STOPPING=1")
            peer.release()
            #expect(await daemon.program.wait().end == .exit(0))

            let accepted = peer.accepted.count
            #expect(accepted < 150, "it went on sending")
            let status: StatusLine = try await home.json("status")
            #expect(status.deliveries["sent"] == accepted)
            #expect(status.deliveries["queued"] == 150 - accepted)
            let doubtful: [QueueLine] = try await home.json("queue", "list", "--in-doubt")
            #expect(doubtful.isEmpty)

            let next = try await home.run()
            try await eventually("the rest") { peer.accepted.count >= 150 }
            try await home.drained()
            #expect(await next.stop().end == .exit(0))
            #expect(!(next.program.output + next.program.errors).contains("in doubt"))
            #expect(Set(peer.accepted.map(\.recipient)).count == 150 && peer.accepted.count == 150)
        }

        @Test("tells the service manager READY, WATCHDOG and STOPPING")
        func notify() async throws {
            let home = try await ScenarioHome()
            let daemon = try await home.run(environment: ["WATCHDOG_USEC": "1000000"])
            for _ in 1...3 { try await daemon.notified("WATCHDOG=1") }
            daemon.program.send(SIGTERM)
            try await daemon.notified("STOPPING=1")
            #expect(await daemon.program.wait().end == .exit(0))
        }

        @Test("tells the service manager RELOADING with the time on SIGHUP, and READY when the files were read")
        func reload() async throws {
            let home = try await ScenarioHome()
            let daemon = try await home.run()
            for _ in 1...2 {
                let before = Self.microseconds
                daemon.program.send(SIGHUP)
                let message = try await daemon.notified("RELOADING=1")
                let time = message.split(separator: "\n").compactMap { $0.wholeMatch(of: /MONOTONIC_USEC=([0-9]+)/)?.1 }
                #expect(time.count == 1, "\(message)")
                let at = try #require(time.first.flatMap { Int64($0) }, "\(message)")
                #expect(before <= at && at <= Self.microseconds)
                try await daemon.ready()
            }
            #expect(await daemon.stop().end == .exit(0))
        }

        /// Of the monotonic clock, which the service manager compares.
        private static var microseconds: Int64 {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
        }

        @Test("a second daemon says in one sentence who is there, and exits 75")
        func second() async throws {
            let home = try await ScenarioHome()
            let daemon = try await home.run()
            let second = try await home.usher("run")
            #expect(second.end == .exit(75))
            #expect(second.errors.split(separator: "\n").count == 1, "\(second.errors)")
            #expect(second.errors.contains("process \(daemon.program.pid)"), "\(second.errors)")
            #expect(await daemon.stop().end == .exit(0))
        }
    }
}
