import UsherCore

/// The jobs of erasing people, inside one transaction.
struct ErasureRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    /// Whom a job is about.
    struct Job {
        var contact: ContactID?
        var address: EmailAddress
        var reach: OpenErasure.Reach
        var isClean: Bool
        /// Who has the address since.
        var heir: ContactID?
    }

    func add(
        _ contact: ContactID?, _ octets: [UInt8], _ address: EmailAddress, _ reach: OpenErasure.Reach
    ) throws(StoreError) {
        try transaction.query(
            "INSERT INTO erasures (contact, address_hash, address, reach, asked_at) VALUES (?, ?, ?, ?, ?)"
        ).run(contact, octets, address.wire, reach.rawValue, transaction.now)
    }

    /// Whether the erasing of `contact`, or of an address that nobody has, is not done.
    func isOpen(_ contact: ContactID?, _ octets: [UInt8]) throws(StoreError) -> Bool {
        try transaction.query(
            """
            SELECT 1 FROM erasures WHERE address_hash = ? AND reach = 'person' AND done_at IS NULL
                AND (CAST(? AS BIGINT) IS NULL OR contact = ?)
            """
        ).isAny(octets, contact, contact)
    }

    func open() throws(StoreError) -> [OpenErasure] {
        let found = try transaction.query(
            "SELECT id, address_hash, address, reach, is_clean FROM erasures WHERE done_at IS NULL ORDER BY id"
        ).all { (row) throws(StoreError) in
            OpenErasure(
                id: row.id("id"), hash: AddressHash(octets: row.octets("address_hash")),
                address: row.isNull("address") ? nil : try row.address(), reach: try row.word("reach"),
                isClean: row.bool("is_clean"))
        }
        var erasures: [OpenErasure] = []
        for var erasure in found {
            if let address = erasure.address { erasure.others = try others(address) }
            erasures.append(erasure)
        }
        return erasures
    }

    /// Nil for one that is done, or does not know its address any more.
    func job(_ id: OpenErasure.ID) throws(StoreError) -> Job? {
        try transaction.query(
            """
            SELECT e.contact, e.address, e.reach, e.is_clean, c.id AS heir
            FROM erasures e LEFT JOIN living c ON c.id = e.heir
            WHERE e.id = ? AND e.done_at IS NULL AND e.address IS NOT NULL
            """
        ).first(id) { (row) throws(StoreError) in
            Job(
                contact: row.optionalID("contact"), address: try row.address(), reach: try row.word("reach"),
                isClean: row.bool("is_clean"),
                heir: row.optionalID("heir"))
        }
    }

    func noteClean(_ id: OpenErasure.ID) throws(StoreError) {
        try transaction.query("UPDATE erasures SET is_clean = 1 WHERE id = ?").run(id)
    }

    func forgetAddress(_ id: OpenErasure.ID) throws(StoreError) {
        try transaction.query("UPDATE erasures SET address = NULL WHERE id = ?").run(id)
    }

    func end(_ id: OpenErasure.ID) throws(StoreError) {
        try transaction.query("DELETE FROM erasures WHERE id = ? AND reach = 'sign-up'").run(id)
        try transaction.query(
            "UPDATE erasures SET done_at = ?, address = NULL WHERE id = ? AND done_at IS NULL"
        ).run(transaction.now, id)
    }

    /// The hash of somebody who was erased, and who has the address now.
    func past(of contact: ContactID) throws(StoreError) -> (octets: [UInt8], heir: ContactID?)? {
        try transaction.query(
            """
            SELECT e.address_hash, c.id FROM erasures e LEFT JOIN living c ON c.id = e.heir
            WHERE e.contact = ? AND e.reach = 'person' ORDER BY e.id DESC LIMIT 1
            """
        ).first(contact) { row in (row.octets("address_hash"), row.optionalID("id")) }
    }

    /// Addresses of people that end in `address` and are longer.
    func others(_ address: EmailAddress) throws(StoreError) -> [AddressKey] {
        let key = address.key.text
        let count = key.unicodeScalars.count
        return try transaction.query(
            """
            SELECT address_key FROM living WHERE length(address_key) > ?
                AND substr(address_key, length(address_key) - ? + 1) = ?
            """
        ).all(count, count, key) { row in AddressKey(stored: row.text("address_key")) }
    }
}
