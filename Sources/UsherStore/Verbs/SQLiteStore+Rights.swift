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

    package func forgetUnconfirmed(
        _ event: String, before moment: Timestamp, limit: Int, now: Timestamp
    ) throws(StoreError) -> Int {
        let found = try ask { (transaction) throws(StoreError) in
            try transaction.query(Self.unconfirmed + " LIMIT ?").all(Consent.signUp, moment, event, limit) {
                (row) throws(StoreError) -> (id: ContactID, address: EmailAddress?) in
                (row.id(0), EmailAddress(stored: row.text(1)))
            }
        }
        guard !found.isEmpty else { return 0 }
        return try write(now: now) { (transaction) throws(StoreError) in
            let desk = try ErasureDesk(transaction, hash: hash)
            // Somebody may have pressed the button a moment ago.
            let still = try transaction.query(Self.unconfirmed + " AND c.id = ?")
            var count = 0
            for (id, address) in found {
                let isStill = try still.first(Consent.signUp, moment, event, id) { (_) throws(StoreError) in true }
                guard isStill == true, let address else { continue }
                try desk.forgetStranger(address)
                count += 1
            }
            return count
        }
    }

    private static let unconfirmed = """
        SELECT c.id, c.address FROM contacts c
        WHERE c.marketing = 'agreed' AND c.marketing_basis = ?1 AND c.marketing_said_at < ?2 AND c.erased_at IS NULL
            AND NOT EXISTS (
                SELECT 1 FROM consents k WHERE k.contact = c.id AND (k.basis <> ?1 OR k.said_at >= ?2))
            AND NOT EXISTS (SELECT 1 FROM events v WHERE v.contact = c.id AND (v.name <> ?3 OR v.at >= ?2))
            AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.contact = c.id)
            AND NOT EXISTS (SELECT 1 FROM claims l WHERE l.contact = c.id)
        """

    package func compact() throws(StoreError) { try vacuum() }

    package func size() throws(StoreError) -> Int { DatabaseFile.size(path) }
}
