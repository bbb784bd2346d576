import UsherCore
import UsherSupport

/// Does what takes a while, on a queue of its own: whoever asked waits there, and nobody waits who looks at a page.
actor DashboardChores {
    private nonisolated let lane: any Lane
    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let files: DashboardFiles
    private let operations: DashboardOperations

    init(_ files: DashboardFiles, _ operations: DashboardOperations, lanes: Lanes) {
        self.files = files
        self.operations = operations
        lane = lanes.lane("usher.dashboard.chores")
    }

    /// Has the files taken up. `yes`: what somebody was shown who said yes to it; nil where nobody did.
    func reload(_ yes: ReloadShown?) throws -> DashboardActs.Said { try files.reload(yes) }

    func failures(_ form: FailuresForm) throws -> FailuresSaid { try operations.failures(form) }
}
