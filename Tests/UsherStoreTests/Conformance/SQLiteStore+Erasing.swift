import UsherCore
import UsherStore

extension RightsStore {
    /// The whole way of a job, as far as it is the store's.
    @discardableResult
    func erase(
        _ address: EmailAddress, isAlive: (String) -> Bool = { _ in true }, now: Timestamp
    ) throws(StoreError) -> Erasure {
        try beginErasing(address, by: "operator", note: "asked", now: now)
        var last = Erasure.nobody
        for job in try openErasures() {
            last = try goOnErasing(job.id, isAlive: isAlive, now: now)
            guard last == .clean else { return last }
            try forgetAddress(of: job.id)
            try endErasing(job.id, now: now)
        }
        return last
    }
}
