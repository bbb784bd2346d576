import Testing
import UsherCore

@testable import UsherDaemon

@Suite("Links and sessions that end with the process")
struct PassingSessionsTests {
    private let sessions = PassingSessions()
    private let start = Timestamp(seconds: 1_795_431_600)

    private func link(_ octet: UInt8) {
        sessions.addDashboardLink(
            hash: [octet], mayAct: false, endsAt: start.adding(milliseconds: DashboardSession.linkLasts), now: start)
    }

    private func open(_ octet: UInt8, after: Int64 = 0) -> DashboardSession? {
        sessions.openDashboardSession(
            link: [octet], hash: [octet], pageToken: [], endsAt: start.adding(milliseconds: DashboardSession.lasts),
            now: start.adding(milliseconds: after))
    }

    @Test("A link works once and within its time; a session ends by the clock, by its button and with all")
    func ends() {
        #expect(open(1) == nil)
        link(1)
        link(2)
        #expect(open(1) != nil && open(1) == nil)
        #expect(open(2, after: DashboardSession.linkLasts) == nil)
        #expect(sessions.dashboardSession([1], now: start)?.mayAct == false)
        #expect(sessions.dashboardSession([2], now: start) == nil)
        #expect(sessions.dashboardSession([1], now: start.adding(milliseconds: DashboardSession.lasts)) == nil)
        #expect(sessions.endDashboardSession([1], now: start) && !sessions.endDashboardSession([1], now: start))
        link(3)
        link(4)
        #expect(open(3) != nil && sessions.endDashboardSessions(now: start) == 1)
        #expect(open(4) == nil && sessions.dashboardSession([3], now: start) == nil)
    }

    @Test("The newest stay")
    func bounds() {
        for octet in 0..<UInt8(DashboardSession.mostLinks + 1) { link(octet) }
        #expect(open(0) == nil && open(1) != nil)
        for octet in 100..<UInt8(100 + DashboardSession.most) {
            link(octet)
            #expect(open(octet) != nil)
        }
        #expect(sessions.dashboardSession([1], now: start) == nil)
        #expect(sessions.dashboardSession([100], now: start) != nil)
    }
}
