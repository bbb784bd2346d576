import UsherCore

extension SQLiteStore {
    /// The keys that this database was used with; none in one that was made before they were written down.
    package func keyFingerprints() throws(StoreError) -> [KeyFingerprint] {
        try ask { (transaction) throws(StoreError) in try transaction.fingerprints() }
    }

    /// The latest moment for which a message was composed; nil where none was. Looks at every message there is.
    package func lastComposition() throws(StoreError) -> Timestamp? {
        try ask { (transaction) throws(StoreError) in
            try transaction.query("SELECT max(composed_at) AS at FROM deliveries").first { $0.optionalTime("at") }
                ?? nil
        }
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
