import UsherCore

extension SQLiteStore {
    package func contact(_ key: AddressKey) throws(StoreError) -> Contact? {
        try look { (transaction) throws(StoreError) in
            try transaction.query("SELECT \(ResultRow.contactColumns) FROM living c WHERE c.address_key = ?")
                .first(key.text) { (row) throws(StoreError) in try row.contact() }
        }
    }

    package func contact(_ id: ContactID) throws(StoreError) -> Contact? {
        try ask { (transaction) throws(StoreError) in
            try transaction.query("SELECT \(ResultRow.contactColumns) FROM living c WHERE c.id = ?")
                .first(id) { (row) throws(StoreError) in try row.contact() }
        }
    }

    package func standing(_ key: AddressKey, now: Timestamp) throws(StoreError) -> Standing {
        try look(now: now) { (transaction) throws(StoreError) in
            let contacts = try ContactRows(transaction, try SuppressionRows(transaction, hash: hash))
            return try contacts.standing(key, of: try contacts.known(key))
        }
    }

    package func admit(
        _ requests: [EntryRequest], now: Timestamp, decide: (EntryRequest, EntryFacts) -> Admission
    ) throws(StoreError) -> [EntryOutcome] {
        guard !requests.isEmpty else { return [] }
        defer { relieve() }
        return try writePatiently(now: now) { (transaction) throws(StoreError) in
            let desk = try EntryDesk(transaction, hash: hash)
            return try requests.map { (request) throws(StoreError) in try desk.handle(request, decide: decide) }
        }
    }

    package func leave(
        _ campaign: CampaignID, contact: ContactID, reason: Enrollment.EndReason, now: Timestamp
    ) throws(StoreError) -> Int {
        try write(now: now) { (transaction) throws(StoreError) in
            let enrollments = try EnrollmentRows(transaction)
            let ended = try enrollments.endAll(
                of: contact, reason: reason, closing: .cancelled, because: .enrollmentEnded(reason)
            ) { $0.campaign == campaign }
            return try ended + enrollments.endForGood(of: contact, campaign, reason)
        }
    }

    package func record(_ consent: Consent, of contact: ContactID) throws(StoreError) {
        try write(now: consent.at) { (transaction) throws(StoreError) in
            let suppressions = try SuppressionRows(transaction, hash: hash)
            try ContactRows(transaction, suppressions).record(consent, of: contact)
        }
    }

    package func consents(of contact: ContactID) throws(StoreError) -> [Consent] {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT kind, said, basis, wording, source, said_at, network_hash FROM consents
                WHERE contact = ? ORDER BY entry
                """
            ).all(contact) { (row) throws(StoreError) in
                Consent(
                    kind: try row.word("kind"), said: try row.word("said"), basis: row.text("basis"),
                    wording: row.optionalText("wording"),
                    source: row.text("source"), at: row.time("said_at"),
                    networkHash: row.isNull("network_hash") ? nil : row.octets("network_hash"))
            }
        }
    }
}
