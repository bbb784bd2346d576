import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon

@Suite("Bringing the queue to new files")
struct QueueWalkTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let now: Timestamp

    /// 600 people who wait for `download`, put off by a day: the files say now.
    init() throws {
        (folder, home) = try OpenHome.shipped()
        now = home.clock.now()
        for lot in 0..<3 {
            _ = try home.intake.enter((0..<200).map { try home.entry("p\(lot)-\($0)@example.org") })
        }
        try putOff()
    }

    private func putOff() throws {
        let tomorrow = now.adding(seconds: 86_400)
        _ = try home.store.reschedule(after: nil, limit: 1000) { _ in tomorrow }
    }

    private func dueNow() throws -> Int { try home.store.totals(now: now.adding(seconds: 3600)).overdue }

    private func lot(_ walk: inout QueueWalk) throws -> Int {
        try walk.goOn(in: home.store, now: now) { true }
        return try dueNow()
    }

    @Test("goes a lot at a time, and a restart goes on where it stopped")
    func restart() throws {
        var walk = try QueueWalk(to: home.plan, in: home.store)
        #expect(try lot(&walk) == 250 && !walk.isDone)
        // What the first walk has seen is not looked at again.
        try putOff()
        var next = try QueueWalk(to: home.plan, in: home.store)
        #expect(try lot(&next) == 250 && !next.isDone)
        #expect(try lot(&next) == 350 && next.isDone)
        #expect(try QueueWalk(to: home.plan, in: home.store).isDone)
    }

    @Test("takes as many lots as there is time for")
    func budget() throws {
        var walk = try QueueWalk(to: home.plan, in: home.store)
        try walk.goOn(in: home.store, now: now) { false }
        #expect(try walk.isDone && dueNow() == 600)
    }

    @Test("begins afresh for another timetable, and has nothing to do for another text")
    func otherFiles() throws {
        var walk = try QueueWalk(to: home.plan, in: home.store)
        try walk.goOn(in: home.store, now: now) { false }
        var campaigns = home.files.campaigns
        campaigns[0].title = "Another"
        var settings = home.settings
        #expect(try QueueWalk(to: plan(settings, campaigns), in: home.store).isDone)
        settings.capMilliseconds = 1
        #expect(try !QueueWalk(to: plan(settings, campaigns), in: home.store).isDone)
    }

    private func plan(_ settings: Settings, _ campaigns: [Campaign]) -> Plan {
        Plan(settings: settings, campaigns: campaigns, catalog: home.plan.catalog, journey: home.files.journey)
    }

    @Test("stops after a lot when the task is cancelled")
    func cancelled() async throws {
        let (home, now) = (home, now)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            var walk = try QueueWalk(to: home.plan, in: home.store)
            try walk.goOn(in: home.store, now: now) { false }
            return walk.isDone
        }
        #expect(try await !task.value)
        #expect(try dueNow() == 250)
    }
}
