import UsherCore

extension SQLiteStore {
    package func speaks(of address: EmailAddress) throws(StoreError) -> Bool {
        if try contact(address.key) != nil { return true }
        return try ask { (transaction) throws(StoreError) in try MentionDesk(transaction, of: address).finds() }
    }

    package func beginErasing(_ address: EmailAddress, by: String, note: SuppressionNote, now: Timestamp)
        throws(StoreError)
    {
        try write(now: now) { (transaction) throws(StoreError) in
            try ErasureDesk(transaction, hash: hash).begin(address, by: by, note: note)
        }
    }

    package func openErasures() throws(StoreError) -> [OpenErasure] {
        try ask { (transaction) throws(StoreError) in try ErasureRows(transaction).open() }
    }

    package func goOnErasing(
        _ erasure: OpenErasure.ID, isAlive: (String) -> Bool, now: Timestamp
    ) throws(StoreError) -> Erasure {
        try overwriting { () throws(StoreError) in
            let job: ErasureRows.Job? = try look { (transaction) throws(StoreError) in
                try ErasureRows(transaction).job(erasure)
            }
            guard let job else { return .nobody }
            if job.isClean || job.reach == .signUp { return .clean }
            if let contact = job.contact {
                let onTheWay = try write(now: now) { (transaction) throws(StoreError) in
                    let desk = try ErasureDesk(transaction, hash: hash)
                    let onTheWay = try desk.onTheWay(contact, isAlive: isAlive)
                    if onTheWay == 0 { try desk.forget(contact) }
                    return onTheWay
                }
                guard onTheWay == 0 else { return .onItsWay(onTheWay) }
            }
            return try forgetMentions(erasure, of: job, isAlive: isAlive, now: now)
        }
    }

    /// Forgets what texts say about the person, also what others write while the rest is looked for.
    private func forgetMentions(
        _ erasure: OpenErasure.ID, of job: ErasureRows.Job, isAlive: (String) -> Bool, now: Timestamp
    ) throws(StoreError) -> Erasure {
        for _ in 0..<4 {
            // Reading every text takes long, and nobody waits for it.
            let found = try ask { (transaction) throws(StoreError) in
                try MentionDesk(transaction, of: job.address, heir: job.heir).find()
            }
            let onTheirWay = try write(now: now) { (transaction) throws(StoreError) in
                let desk = try MentionDesk(transaction, of: job.address, heir: job.heir)
                let onTheirWay = try desk.replace(found, isAlive: isAlive)
                if found.isEmpty { try ErasureRows(transaction).noteClean(erasure) }
                return onTheirWay
            }
            guard onTheirWay == 0 else { return .onItsWay(onTheirWay) }
            if found.isEmpty { return .clean }
        }
        return .more
    }

    package func forgetAddress(of erasure: OpenErasure.ID) throws(StoreError) {
        try overwriting { () throws(StoreError) in
            try write { (transaction) throws(StoreError) in try ErasureRows(transaction).forgetAddress(erasure) }
        }
    }

    package func endErasing(_ erasure: OpenErasure.ID, now: Timestamp) throws(StoreError) {
        try overwriting { () throws(StoreError) in
            try write(now: now) { (transaction) throws(StoreError) in try ErasureRows(transaction).end(erasure) }
        }
    }

    package func forgetUnconfirmed(
        _ event: String, before moment: Timestamp, after cursor: ContactID?, limit: Int, now: Timestamp
    ) throws(StoreError) -> Forgotten {
        let found = try ask { (transaction) throws(StoreError) in
            try transaction.query(Self.unconfirmed + " AND c.id > ?4 ORDER BY c.id LIMIT ?5")
                .all(Consent.signUp, moment, event, cursor?.value ?? Int64.min, limit) {
                    (row) -> (id: ContactID, address: String) in (row.id("id"), row.text("address"))
                }
        }
        guard !found.isEmpty else { return Forgotten() }
        var forgotten = Forgotten(last: found.count < limit ? nil : found.last?.id)
        try overwriting { () throws(StoreError) in
            try write(now: now) { (transaction) throws(StoreError) in
                let desk = try ErasureDesk(transaction, hash: hash)
                // Somebody may have pressed the button a moment ago.
                let still = try transaction.query(Self.unconfirmed + " AND c.id = ?4")
                for (id, address) in found {
                    guard try still.isAny(Consent.signUp, moment, event, id) else { continue }
                    do throws(StoreError) {
                        try transaction.savepoint { () throws(StoreError) in try desk.forgetStranger(id, address) }
                        forgotten.count += 1
                    } catch {
                        guard error.isAboutOneRow else { throw error }
                        forgotten.failed[id] = error
                    }
                }
            }
        }
        return forgotten
    }

    private static let unconfirmed = """
        SELECT c.id, c.address FROM living c
        WHERE c.marketing = 'agreed' AND c.marketing_basis = ?1 AND c.marketing_said_at < ?2
            AND NOT EXISTS (
                SELECT 1 FROM consents k WHERE k.contact = c.id AND (k.basis <> ?1 OR k.said_at >= ?2))
            AND NOT EXISTS (SELECT 1 FROM events v WHERE v.contact = c.id AND (v.name <> ?3 OR v.at >= ?2))
            AND NOT EXISTS (SELECT 1 FROM past_deeds p WHERE p.contact = c.id AND (p.name <> ?3 OR p.last_at >= ?2))
            AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.contact = c.id)
            AND NOT EXISTS (SELECT 1 FROM claims l WHERE l.contact = c.id)
        """
}

extension StoreError {
    /// Whether the others of a lot may go on: what is wrong is one row's, not the database's.
    package var isAboutOneRow: Bool {
        switch self {
        case .defect, .corrupt: true
        case .busy, .cannotRecord, .newer, .older, .unlike, .outdatedDaemon, .cannotOpen, .moved: false
        }
    }
}
