import UsherCore

/// Names and keys of events and notices that were let go of, inside one transaction: what was told or sent once is
/// known again when it comes a second time.
struct PastKeys {
    private let hash: @Sendable (AddressKey) -> AddressHash
    private let find: Query
    private let insert: Query
    /// Where nothing was let go of, nobody computes a hash to find that.
    private let any: Bool

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.hash = hash
        find = try transaction.query("SELECT contact, number, data FROM past_keys WHERE digest = ?")
        any = try transaction.query("SELECT 1 FROM past_keys LIMIT 1").isAny()
        insert = try transaction.query(
            """
            INSERT INTO past_keys (digest, contact, number, data) VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING
            """)
    }

    // MARK: Events

    func add(event name: String, key: String, data: String?, number: Int64, of contact: ContactID) throws(StoreError) {
        try insert.run(digest("event", name, key), contact, number, data.map { digest("data", $0) })
    }

    /// What was recorded under the name and key of `event`, as far as it can be compared with it: without value and
    /// product, which none had that went, and with other data where the data were others.
    func known(_ event: Event) throws(StoreError) -> (Event, ContactID)? {
        guard any else { return nil }
        let found: (ContactID, [UInt8]?)? = try find.first(digest("event", event.name, event.key)) { row in
            (row.id("contact"), row.optionalOctets("data"))
        }
        guard let (contact, data) = found else { return nil }
        var known = event
        known.value = nil
        known.product = nil
        if TextsText.encode(event.data).map({ digest("data", $0) }) != data {
            known.data = event.data.isEmpty ? ["": ""] : [:]
        }
        return (known, contact)
    }

    // MARK: Notices

    func add(notice name: String, key: String, number: Int64, to contact: ContactID) throws(StoreError) {
        try insert.run(digest("notice", name, key), contact, number, [UInt8]?.none)
    }

    /// The number of a notice that was sent under this name and key.
    func notice(_ name: String, key: String) throws(StoreError) -> DeliveryID? {
        any ? try find.first(digest("notice", name, key)) { $0.id("number") } : nil
    }

    /// No address has the character that stands between.
    private func digest(_ parts: String...) -> [UInt8] {
        hash(AddressKey(stored: parts.joined(separator: "\u{1F}"))).octets
    }
}
