import Synchronization
import UsherCore

/// Links and sessions that end with the process, for a listener that has no database. They are bounded as those of the
/// store are: a link works once, and the newest stay.
final class PassingSessions: DashboardStore {
    private struct Link {
        let hash: [UInt8]
        let mayAct: Bool
        let endsAt: Timestamp
    }

    private struct State {
        var links: [Link] = []
        var sessions: [(hash: [UInt8], session: DashboardSession)] = []
    }

    private let state = Mutex(State())

    func addDashboardLink(hash: [UInt8], mayAct: Bool, endsAt: Timestamp, now: Timestamp) {
        state.withLock { state in
            state.links.append(Link(hash: hash, mayAct: mayAct, endsAt: endsAt))
            state.links.removeFirst(max(0, state.links.count - DashboardSession.mostLinks))
        }
    }

    func openDashboardSession(
        link: [UInt8], hash: [UInt8], pageToken: [UInt8], endsAt: Timestamp, now: Timestamp
    ) -> DashboardSession? {
        state.withLock { state in
            guard let index = state.links.firstIndex(where: { $0.hash == link && $0.endsAt > now }) else { return nil }
            let session = DashboardSession(
                mayAct: state.links.remove(at: index).mayAct, pageToken: pageToken, openedAt: now, endsAt: endsAt)
            state.sessions.append((hash, session))
            state.sessions.removeFirst(max(0, state.sessions.count - DashboardSession.most))
            return session
        }
    }

    func dashboardSession(_ hash: [UInt8], now: Timestamp) -> DashboardSession? {
        state.withLock { $0.sessions.first { $0.hash == hash && $0.session.endsAt > now }?.session }
    }

    func endDashboardSession(_ hash: [UInt8], now: Timestamp) -> Bool {
        state.withLock { state in
            let index = state.sessions.firstIndex { $0.hash == hash && $0.session.endsAt > now }
            state.sessions.removeAll { $0.hash == hash }
            return index != nil
        }
    }

    func endDashboardSessions(now: Timestamp) -> Int {
        state.withLock { state in
            defer { state = State() }
            return state.sessions.count { $0.session.endsAt > now }
        }
    }
}
