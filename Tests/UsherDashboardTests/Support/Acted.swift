import Synchronization
import UsherCore

@testable import UsherDashboard

/// Keeps what it was asked to do, and does nothing.
final class Acted: Sendable {
    private let asked = Mutex<[DashboardActs.Act]>([])

    var acts: [DashboardActs.Act] { asked.withLock { $0 } }

    var dashboard: DashboardActs {
        DashboardActs(
            campaigns: { ["welcome"] },
            carryOut: { act, _ in
                self.asked.withLock { $0.append(act) }
                return .init(isDone: true, "It is done.")
            })
    }
}
