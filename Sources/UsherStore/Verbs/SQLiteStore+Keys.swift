import UsherCore

extension SQLiteStore {
    /// The keys that this database was used with; none in one that was made before they were written down.
    package func keyFingerprints() throws(StoreError) -> [KeyFingerprint] {
        try ask { (transaction) throws(StoreError) in try transaction.fingerprints() }
    }

    /// Writes keys down, for ever. A second call with the same ones changes nothing.
    package func takeUp(_ keys: [KeyFingerprint]) throws(StoreError) {
        try write { (transaction) throws(StoreError) -> Void in
            for key in keys {
                try transaction.query("INSERT INTO keys (id, fingerprint) VALUES (?, ?) ON CONFLICT (id) DO NOTHING")
                    .run(Int64(key.id), key.octets)
            }
        }
    }
}
