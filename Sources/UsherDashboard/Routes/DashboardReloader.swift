import UsherCore
import UsherSupport

/// Has the daemon take up the files, on a queue of its own: whoever asked waits for its answer there, and nobody waits who
/// looks at a page.
actor DashboardReloader {
    private nonisolated let lane: any Lane
    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let files: DashboardFiles

    init(_ files: DashboardFiles, lanes: Lanes) {
        self.files = files
        lane = lanes.lane("usher.dashboard.reload")
    }

    /// `yes`: what somebody was shown who said yes to it; nil where nobody did.
    func reload(_ yes: ReloadShown?) throws -> DashboardActs.Said { try files.reload(yes) }
}
