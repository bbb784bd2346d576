import Synchronization
import TestHomes
import Testing
import TestSupport
@testable import UsherCore

@testable import UsherDaemon

@Suite("The store's desk")
struct WorkerStoreTests {
    @Test("A reload gives a throttled backlog its slots back: none of them stands empty")
    func reloadWhileThrottled() async throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        var files = home.files
        files.settings.limits = LimitSettings(perSecond: 1)
        var edition = try home.edition(of: files)
        try home.store.save(edition.revisions)
        _ = try home.intake.enter((0..<10).map { try home.entry("p\($0)@example.org") })
        let desk = WorkerStore(store: home.store, owner: "test")
        // All of them are due by then.
        let start = Timestamp(seconds: home.clock.now().milliseconds / 1000 + 1)
        #expect(try await desk.claim(edition, now: start, limit: 50)?.claimed.count == 1)

        edition = try home.edition(of: files)
        _ = try home.store.reschedule(after: nil, limit: 50) { Rescheduling.due($0, plan: home.plan, now: start) }
        var sent = 1
        for second in 1...9 {
            let moment = start.adding(seconds: Int64(second)).adding(milliseconds: 950)
            sent += try await desk.claim(edition, now: moment, limit: 50)?.claimed.count ?? 0
            #expect(sent == second + 1, "second \(second)")
        }
    }

    @Test(
        "Tells how many rows each claim and each settle took, and how long, and nothing where there was nothing to do")
    func tells() async throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        let edition = try home.edition
        try home.store.save(edition.revisions)
        _ = try home.intake.enter((0..<3).map { try home.entry("p\($0)@example.org") })
        let told = Mutex<[String]>([])
        let desk = WorkerStore(store: home.store, owner: "test") { news in
            switch news {
            case .claimed(let count, let time) where time > .zero: told.withLock { $0.append("claimed \(count)") }
            case .recorded(let count, let time) where time > .zero: told.withLock { $0.append("recorded \(count)") }
            default: told.withLock { $0.append("something else") }
            }
        }
        let now = home.clock.now()
        let batch = try #require(try await desk.claim(edition, now: now, limit: 50))
        #expect(try await desk.claim(edition, now: now, limit: 50)?.handled == 0)
        let settlements = batch.claimed.map { Settlement(delivery: $0.delivery, result: .held, advance: .stay) }
        #expect(try await desk.settle(settlements, now: now, day: SendingDay(at: now, clock: .utc)).count == 3)
        #expect(try await desk.settle([], now: now, day: SendingDay(at: now, clock: .utc)).isEmpty)
        #expect(told.withLock { $0 } == ["claimed 3", "recorded 3"])
    }

    @Test("Without room nothing is claimed; what was sent is recorded, and claims go on when there is room")
    func room() async throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        let edition = try home.edition
        try home.store.save(edition.revisions)
        _ = try home.intake.enter((0..<4).map { try home.entry("p\($0)@example.org") })
        let shortage = Mutex<StoreError?>(nil)
        let desk = WorkerStore(
            store: home.store, owner: "test",
            ensureRoom: { () throws(StoreError) in
                if let error = shortage.withLock(\.self) { throw error }
            })
        let now = home.clock.now()
        let claimed = try #require(try await desk.claim(edition, now: now, limit: 2)?.claimed)
        shortage.withLock { $0 = .cannotRecord("its disk is full") }
        await #expect(throws: StoreError.cannotRecord("its disk is full")) {
            _ = try await desk.claim(edition, now: now, limit: 2)
        }
        #expect(await !desk.hasRoom)
        let settlements = claimed.map { Settlement(delivery: $0.delivery, result: .held, advance: .stay) }
        #expect(try await desk.settle(settlements, now: now, day: SendingDay(at: now, clock: .utc)).count == 2)
        #expect(try home.store.totals(now: now).byState[.queued] == 2)
        shortage.withLock { $0 = nil }
        #expect(await desk.hasRoom)
        #expect(try await desk.claim(edition, now: now, limit: 9)?.claimed.count == 2)
    }
}
