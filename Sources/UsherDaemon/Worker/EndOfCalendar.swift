import Synchronization
import UsherCore

/// Ends a run when its stepped calendar comes to a moment: what was due before is sent, and what is due then or
/// later waits.
final class EndOfCalendar: Happenings {
    private let moment: Timestamp
    private let state = Mutex<Worker?>(nil)

    init(_ moment: Timestamp) { self.moment = moment }

    var worker: Worker? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    func next() async -> Timestamp? { moment }

    func happen(by now: Timestamp) async {
        if now >= moment { await worker?.beginStopping() }
    }
}
