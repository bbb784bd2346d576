import Synchronization
import UsherCore
import UsherReports
import UsherStore

/// The board on which a daemon writes down what it does: in the lock's file, which goes on when the database cannot be
/// written, and which counts only as long as the daemon lives.
package final class StatusBoard: Sendable {
    private let lock: StateLock
    private let state: Mutex<DaemonReport>

    init(_ report: DaemonReport, lock: StateLock) {
        self.lock = lock
        state = Mutex(report)
        Self.write(report, lock)
    }

    /// Writes down what differs from before. May be called on any thread.
    func update(_ change: (inout DaemonReport) -> Void) {
        state.withLock { report in
            let before = report
            change(&report)
            if report != before { Self.write(report, lock) }
        }
    }

    var report: DaemonReport { state.withLock { $0 } }

    /// Writes down that nothing can be recorded, and that it can again.
    func hear(_ news: WorkerNews, now: Timestamp) {
        switch news {
        case .recordingStopped(let error): update { $0.still = .init(why: "\(error)", since: now) }
        case .recordingBack: update { $0.still = nil }
        default: break
        }
    }

    private static func write(_ report: DaemonReport, _ lock: StateLock) {
        var report = report
        // A reason of a thousand words is cut, so that the rest is told all the same.
        report.files = report.files.map { $0.shortened }
        if let still = report.still { report.still = .init(why: still.why.shortened, since: still.since) }
        report.chores = report.chores?.mapValues(\.shortened)
        report.dashboardTrouble = report.dashboardTrouble.map { $0.shortened }
        if let trouble = report.mailbox?.trouble { report.mailbox?.trouble = trouble.shortened }
        if let text = report.text { lock.note(text) }
    }
}

extension String {
    fileprivate var shortened: String { utf8.count <= 1500 ? self : String(prefix(350)) + " ..." }
}
