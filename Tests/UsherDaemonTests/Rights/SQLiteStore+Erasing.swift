import UsherCore
import UsherStore

@testable import UsherDaemon

extension SQLiteStore {
    /// The store's part alone.
    func erase(_ address: EmailAddress, _ home: OpenHome) throws {
        try beginErasing(address, by: "operator", note: "asked", now: home.clock.now())
        for job in try openErasures() {
            _ = try goOnErasing(job.id, isAlive: { _ in false }, now: home.clock.now())
            try forgetAddress(of: job.id)
            try endErasing(job.id, now: home.clock.now())
        }
        try compact()
        _ = try emptyLog()
    }
}
