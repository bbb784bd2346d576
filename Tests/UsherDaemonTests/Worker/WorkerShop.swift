import Foundation
import Testing
import TestSupport
import UsherCore
import UsherSMTP

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherHome

/// A home with one sequence of three steps, a day apart, and a worker that sends to `peer`.
struct WorkerShop {
    static let steps: [(name: String, wait: String)] = [("one", "0"), ("two", "1 day"), ("three", "1 day")]
    let folder: TemporaryFolder
    let home: OpenHome
    let clock: HandClock
    let editions: EditionBox
    let worker: Worker

    init(
        _ peer: ScriptedPeer, limits: LimitSettings = LimitSettings(),
        news: @escaping @Sendable (WorkerNews) -> Void = { _ in }
    ) throws {
        try self.init(
            relay: Self.relay(peer.port), source: RelaySource(settings: { _ in nil }, gate: { _ in nil }),
            limits: limits, news: news)
    }

    init(
        relay: RelaySettings, source: RelaySource, lanes: WorkerLanes = WorkerLanes(),
        limits: LimitSettings = LimitSettings(), news: @escaping @Sendable (WorkerNews) -> Void = { _ in }
    ) throws {
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
        editions = EditionBox(try home.edition)
        worker = Worker(
            editions: editions, store: home.store, owner: "test", relay: relay, source: source,
            press: home.press, clock: clock, lanes: lanes, news: news)
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

    /// As after a restart: another worker on the same store.
    func restarted(_ peer: ScriptedPeer, news: @escaping @Sendable (WorkerNews) -> Void) throws -> Worker {
        Worker(
            editions: EditionBox(try home.edition), store: home.store, owner: "test", relay: Self.relay(peer.port),
            source: RelaySource(settings: { _ in nil }, gate: { _ in nil }), press: home.press, clock: clock, news: news
        )
    }

    static func relay(_ port: Int) -> RelaySettings {
        var settings = RelaySettings(
            SMTPSettings(
                host: "127.0.0.1", port: port, tls: .none, helo: "shop.example", connections: 2,
                idleCloseMilliseconds: 3_600_000))
        settings.timeouts.login = .seconds(3600)
        return settings
    }

    func enter(_ address: String) throws { _ = try home.intake.enter([home.entry(address, into: "course")]) }

    func pause(_ scope: PauseScope, minutes: Int64) throws {
        let now = clock.now()
        try home.store.pause(
            Pause(scope: scope, reason: .blocksUs, since: now, until: now.adding(seconds: minutes * 60)))
    }

    func run() -> Task<Void, any Error> { Task { [worker] in try await worker.run() } }

    func count(_ state: DeliveryState) throws -> Int {
        try home.store.totals(now: clock.now()).byState[state] ?? 0
    }

    var isClaiming: Bool { get throws { try count(.claimed) > 0 } }

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
