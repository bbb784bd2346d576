import Foundation
import Synchronization
import TestSupport
import Testing
import UsherCore
import UsherSMTP

@testable import UsherDaemon

/// The whole worker over real SMTP, on a calendar that is set three days forward and two days back.
@Suite("A calendar that jumps")
struct ClockJumpTests {
    private static let people = 12
    private static let pacing = [LimitSettings(), LimitSettings(perSecond: 5)]

    @Test("While messages are under way, sends nothing twice, loses nothing, and stays up", arguments: pacing.indices)
    func underWay(pacing: Int) async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, .hold)]))
        let shop = try Shop(peer, limits: Self.pacing[pacing])
        for number in 0..<Self.people { try shop.enter("p\(number)@example.org") }
        let running = shop.run()

        try await shop.eventually("bodies under way") { peer.commands.joined().contains(".") }
        shop.clock.turn(days: 3)
        peer.release()
        try await shop.eventually("the first step") { peer.accepted.count == Self.people }

        shop.clock.turn(days: 1)
        try await shop.eventually("some of the second step") { peer.accepted.count > Self.people }
        shop.clock.turn(days: -2)
        try await shop.eventually("what was under way is recorded") { try shop.count(.claimed) == 0 }
        try shop.enter("p\(Self.people)@example.org")
        try await shop.eventually("somebody who comes then") {
            peer.accepted.contains { $0.recipient == "<p\(Self.people)@example.org>" }
        }

        while try shop.home.store.totals(now: shop.clock.now()).activeRuns > 0 {
            shop.clock.turn(days: 1)
            try await shop.eventually("a day's mail") { try !shop.isBusy }
        }
        let got = peer.accepted.map { "\($0.recipient) \(Self.subject($0.bytes))" }
        let all = (0...Self.people).flatMap { number in
            Shop.steps.map { "<p\(number)@example.org> \($0.name)" }
        }
        #expect(got.sorted() == all.sorted())
        #expect(try shop.home.store.totals(now: shop.clock.now()).byState == [.sent: all.count])
        #expect(try shop.home.store.totals(now: shop.clock.now()).activeRuns == 0)
        shop.worker.stop()
        try await running.value
    }

    @Test("Ends a pause at its time, and one of a future that never came after as long as it was meant to be")
    func pauses() async throws {
        let peer = try ScriptedPeer()
        let shop = try Shop(peer)
        let campaign = try shop.home.campaignID(named: "course")
        let running = shop.run()
        for (scope, name) in [(PauseScope.relay, "ada"), (.campaign(campaign), "bob")] {
            func has(_ name: String) -> Bool { peer.accepted.contains { $0.recipient == "<\(name)@example.org>" } }
            try shop.pause(scope, minutes: 15)
            try shop.enter("\(name)@example.org")
            try await shop.expectNothingGoes("the pause did not hold")
            shop.clock.turn(days: 3)
            try await shop.eventually(clockRuns: false, "\(name)'s first") { has(name) }
            #expect(try shop.home.store.pauses().isEmpty)

            try shop.pause(scope, minutes: 15)
            shop.clock.turn(days: -2)
            try shop.enter("\(name)-too@example.org")
            let now = shop.clock.now()
            try await shop.eventually(clockRuns: false, "a pause of today") {
                try shop.home.store.pauses().map(\.since) == [now]
            }
            #expect(try shop.home.store.pauses().map(\.until) == [now.adding(seconds: 900)])
            try await shop.expectNothingGoes("today's pause did not hold")
            shop.clock.turn(milliseconds: 901_000)
            try await shop.eventually(clockRuns: false, "\(name)'s second") { has("\(name)-too") }
            #expect(try shop.home.store.pauses().isEmpty)
        }
        shop.worker.stop()
        try await running.value
    }

    private static func subject(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").first { $0.hasPrefix("Subject: ") }
            .map { String($0.dropFirst(9)) } ?? ""
    }

    /// A home with one sequence of three steps, a day apart, and a worker that sends to `peer`.
    private struct Shop {
        static let steps: [(name: String, wait: String)] = [("one", "0"), ("two", "1 day"), ("three", "1 day")]
        let folder: TemporaryFolder
        let home: OpenHome
        let clock: HandClock
        let worker: Worker

        init(_ peer: ScriptedPeer, limits: LimitSettings = LimitSettings()) throws {
            folder = try TemporaryFolder()
            let shipped = EmbeddedHome.files.filter {
                $0.path.hasPrefix("templates/layouts") || $0.path.hasPrefix("templates/partials")
            }
            try HomeWriter.write(shipped, to: folder.path)
            try Self.write(limits, in: folder)
            let clock = HandClock(try Timestamp(parsing: "2026-11-02T12:00:00Z", clock: .utc))
            self.clock = clock
            var home = try OpenHome.open(folder.path, environment: [:])
            home.clock = clock
            self.home = home
            try home.store.save(home.edition.revisions)
            worker = Worker(
                edition: try home.edition, store: home.store, owner: "test",
                relay: RelaySettings(
                    SMTPSettings(host: "127.0.0.1", port: peer.port, tls: .none, helo: "shop.example", connections: 2)),
                source: RelaySource(settings: { _ in nil }, gate: { _ in nil }), press: home.press, clock: clock,
                news: { _ in })
        }

        private static func write(_ limits: LimitSettings, in folder: TemporaryFolder) throws {
            let files = [
                "config/journey.yaml": "events:\n  purchased: convert",
                "config/usher.yaml": """
                mode: rehearsal
                sender: { name: Ida, address: ida@shop.example }
                postal_address: Quay 1, 20095 Hamburg
                shop: { name: Paper Boat, url: "https://shop.example", zone: UTC }
                unsubscribe: { mailto: no@shop.example }
                cap: 0
                \(limits.perSecond.map { "limits: { per_second: \(Int($0)) }" } ?? "")
                """,
                "config/campaigns/course.yaml": """
                title: A course
                moves: subscribe -> convert
                call_to_action: { text: Go, url: "https://shop.example" }
                done_when: { event: purchased }
                steps:
                \(steps.map { "  - { name: \($0.name), wait: \($0.wait), kind: transactional }" }.joined(separator: "\n"))
                """,
            ]
            let templates = steps.map { ("templates/course/\($0.name).md", "---\nsubject: \($0.name)\n---\nHello") }
            for (path, text) in Array(files) + templates {
                let url = URL(fileURLWithPath: folder(path))
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data((text + "\n").utf8).write(to: url)
            }
        }

        func enter(_ address: String) throws { _ = try home.intake.enter([home.entry(address, into: "course")]) }

        func pause(_ scope: PauseScope, minutes: Int64) throws {
            let now = clock.now()
            try home.store.pause(
                Pause(scope: scope, reason: "a block", since: now, until: now.adding(seconds: minutes * 60)))
        }

        func run() -> Task<Void, any Error> { Task { [worker] in try await worker.run() } }

        func count(_ state: DeliveryState) throws -> Int {
            try home.store.totals(now: clock.now()).byState[state] ?? 0
        }

        /// Something is due or on its way.
        var isBusy: Bool {
            get throws { try count(.claimed) > 0 || home.store.nextDue().map { $0 <= clock.now() } ?? false }
        }

        /// Lets the worker look at the queue some times: it reads the calendar at the beginning of each round, and once
        /// or twice more before it begins another. What it takes is claimed in the first.
        func expectNothingGoes(_ what: Comment) async throws {
            let before = try count(.claimed) + count(.sent)
            var patience = Patience()
            for _ in 1...8 {
                let reads = clock.reads
                worker.wake()
                while clock.reads == reads {
                    try patience.look(for: "a look of the worker")
                    try await Task.sleep(for: .milliseconds(1))
                }
            }
            #expect(try count(.claimed) + count(.sent) == before, what)
        }

        /// Rings the worker's bell, a second of the calendar later each time, until `condition` holds; fails when
        /// nothing moves any more.
        func eventually(clockRuns: Bool = true, _ what: String, _ condition: () throws -> Bool) async throws {
            var patience = Patience()
            while try !condition() {
                try patience.look(for: what, watching: try count(.sent))
                if clockRuns { clock.turn(milliseconds: 1000) }
                worker.wake()
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }
}
