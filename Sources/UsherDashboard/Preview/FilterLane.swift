import UsherReports
import UsherSupport

/// Asks the spam filter on a queue of its own, one e-mail after the other: it may think for a while, and nobody waits
/// for that who looks at e-mails.
actor FilterLane {
    private nonisolated let lane: any Lane
    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }
    private let ask: PreviewRoutes.AskFilter

    init(_ lane: any Lane, ask: @escaping PreviewRoutes.AskFilter) { (self.lane, self.ask) = (lane, ask) }

    /// The filter's answer about an e-mail. Whoever went away while others were served is not served.
    func answer(_ preview: Preview) throws -> MailExam.Remark {
        try Task.checkCancellation()
        return ask(preview)
    }
}
