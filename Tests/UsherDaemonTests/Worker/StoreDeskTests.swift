import TestSupport
import Testing
import UsherCore

@testable import UsherDaemon

@Suite("The store's desk")
struct StoreDeskTests {
    @Test("A reload gives a throttled backlog its slots back: none of them stands empty")
    func reloadWhileThrottled() async throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        try home.store.save(home.edition.revisions)
        let now = home.clock.now()
        _ = try home.intake.enter((0..<10).map { try home.entry("p\($0)@example.org") })
        let limits = LimitSettings(perSecond: 1)
        let desk = StoreDesk(store: home.store, owner: "test", limits: limits)
        let start = Timestamp(seconds: now.milliseconds / 1000 + 1)
        #expect(try await desk.claim(home.edition, now: start, limit: 50)?.claimed.count == 1)

        await desk.adopt(limits)
        _ = try home.store.reschedule(after: nil, limit: 50) { Rescheduling.due($0, plan: home.plan, now: start) }
        var sent = 1
        for second in 1...9 {
            let moment = start.adding(seconds: Int64(second)).adding(milliseconds: 950)
            sent += try await desk.claim(home.edition, now: moment, limit: 50)?.claimed.count ?? 0
            #expect(sent == second + 1, "second \(second)")
        }
    }
}
