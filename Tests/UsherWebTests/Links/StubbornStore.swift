import Synchronization
import UsherCore

/// Takes nothing while it is busy.
final class StubbornStore: TrafficStore {
    private let state = Mutex<(isBusy: Bool, recorded: [Traffic])>((true, []))

    var isBusy: Bool {
        get { state.withLock { $0.isBusy } }
        set { state.withLock { $0.isBusy = newValue } }
    }
    var recorded: [Traffic] { state.withLock { $0.recorded } }

    func record(_ traffic: Traffic, now: Timestamp) throws(StoreError) {
        let isBusy = state.withLock { state in
            if !state.isBusy { state.recorded.append(traffic) }
            return state.isBusy
        }
        if isBusy { throw .busy }
    }

    func clicks(of contact: ContactID) -> [ClickRow] { [] }

    func introductions(by promoter: ContactID) -> [Visitor: Int] { [:] }
}
