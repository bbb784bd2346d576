import GRDB
import UsherCore

extension SQLiteStore: RightsStore {
    package func erase(
        _ key: AddressKey, takingClaims: Bool, by: String, note: String, now: Timestamp
    ) throws(StoreError) -> Erasure {
        let stopped = try write(now: now) { (transaction) throws(StoreError) in
            try ErasureDesk(transaction, hash: hash).stop(key, takingClaims: takingClaims, by: by, note: note)
        }
        guard let (address, onTheWay) = stopped else { return .nobody }
        guard onTheWay == 0 else { return .onItsWay(onTheWay) }
        // Reading every text takes long, and nobody waits for it.
        let found = try mentions(of: address)
        try overwriteWhatGoes(true)
        defer { try? overwriteWhatGoes(false) }
        let isDone = try write(now: now) { (transaction) throws(StoreError) in
            try ErasureDesk(transaction, hash: hash).forget(key, mentions: found)
        }
        try forgetLatecomers(address, now: now)
        return isDone ? .erased : .nobody
    }

    private func mentions(of address: EmailAddress) throws(StoreError) -> [MentionDesk.Place] {
        try ask { (transaction) throws(StoreError) in try MentionDesk(transaction, of: address).find() }
    }

    /// What others wrote about the person while the rest was looked for.
    private func forgetLatecomers(_ address: EmailAddress, now: Timestamp) throws(StoreError) {
        for _ in 0..<3 {
            let found = try mentions(of: address)
            guard !found.isEmpty else { return }
            try write(now: now) { (transaction) throws(StoreError) in
                try ErasureDesk(transaction, hash: hash).forget(found, of: address)
            }
        }
    }

    package func compact() throws(StoreError) { try vacuum() }

    package func size() throws(StoreError) -> Int { DatabaseFile.size(path) }
}
