import GRDB
import UsherCore

extension SQLiteStore: RightsStore {
    package func erase(
        _ key: AddressKey, takingClaims: Bool, by: String, note: String, now: Timestamp
    ) throws(StoreError) -> Erasure {
        try write(now: now) { (transaction) throws(StoreError) in
            try ErasureDesk(transaction, hash: hash).erase(key, takingClaims: takingClaims, by: by, note: note)
        }
    }

    package func compact() throws(StoreError) -> Bool {
        try vacuum()
        return try emptyLog()
    }

    package func size() throws(StoreError) -> Int { DatabaseFile.size(path) }
}
