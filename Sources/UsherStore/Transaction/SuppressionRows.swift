import UsherCore

/// The suppression ledger and the small table of what is in force, inside one transaction.
final class SuppressionRows {
    private let transaction: Transaction
    let hash: @Sendable (AddressKey) -> AddressHash
    private let ofContact: Query
    /// Whether any address is suppressed at all: in most homes few are, and a bulk import need not hash every address
    /// to find none. What is added here counts from then on.
    private var any: Bool
    /// Whether anybody was ever erased.
    private(set) var anyErased: Bool

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        self.hash = hash
        ofContact = try transaction.query(Self.inForce("f.contact = ?"))
        any = try transaction.query("SELECT 1 FROM suppressed LIMIT 1").isAny()
        anyErased = try transaction.query(Self.wasAnybodyErased).isAny()
    }

    static let wasAnybodyErased = "SELECT 1 FROM suppressions WHERE reason = 'erased' LIMIT 1"

    /// With a plus before `lifts`, for SQLite takes it for a search by its unique index otherwise, and looks at every
    /// row that lifts none.
    static let lastErasure = """
        SELECT \(ResultRow.suppressionColumns),
            EXISTS (SELECT 1 FROM suppressed f WHERE f.suppression = s.id) AS is_in_force
        FROM suppressions s WHERE s.address_hash = ? AND s.reason = 'erased' AND +s.lifts IS NULL
            AND NOT EXISTS (SELECT 1 FROM suppressions l WHERE l.lifts = s.id AND l.said_by <> ?)
        ORDER BY s.said_at DESC, s.id DESC LIMIT 1
        """

    private static func inForce(_ whose: String) -> String {
        """
        SELECT \(ResultRow.suppressionColumns) FROM suppressed f JOIN suppressions s ON s.id = f.suppression
        WHERE \(whose) AND (f.ends_at IS NULL OR f.ends_at > ?) ORDER BY s.id DESC
        """
    }

    /// Those in force for a contact, newest first.
    func of(_ contact: ContactID) throws(StoreError) -> [Suppression] {
        guard any else { return [] }
        return try ofContact.all(contact, transaction.now) { (row) throws(StoreError) in try row.suppression() }
    }

    /// Those in force for an address, whether or not a contact has it, newest first.
    func of(_ key: AddressKey) throws(StoreError) -> [Suppression] {
        any ? try of(hash(key).octets) : []
    }

    /// The same by the address's hash.
    func of(_ octets: [UInt8]) throws(StoreError) -> [Suppression] {
        try transaction.query(Self.inForce("f.address_hash = ?")).all(octets, transaction.now) {
            (row) throws(StoreError) in try row.suppression()
        }
    }

    /// When an address was erased last, and whether that is in force; nil for never, and where the operator took it
    /// back: the ledger knows, whoever has the address now.
    func erasure(of key: AddressKey) throws(StoreError) -> (suppression: Suppression, isInForce: Bool)? {
        guard anyErased else { return nil }
        return try transaction.query(Self.lastErasure)
            .first(hash(key).octets, Suppression.liftedBySignUp) { (row) throws(StoreError) in
                (try row.suppression(), row.bool("is_in_force"))
            }
    }

    /// A new contact takes over what its address was suppressed for before, and is whom a link of somebody who was
    /// erased reaches.
    func adopt(_ contact: ContactID, _ key: AddressKey) throws(StoreError) {
        guard any || anyErased else { return }
        let octets = hash(key).octets
        try transaction.query("UPDATE suppressed SET contact = ? WHERE address_hash = ?").run(contact, octets)
        guard anyErased else { return }
        try transaction.query("UPDATE erasures SET heir = ? WHERE address_hash = ?").run(contact, octets)
    }

    /// After an erasure: only the keyed hash is left.
    func forget(_ contact: ContactID) throws(StoreError) {
        try transaction.query(
            """
            UPDATE suppressions SET note = NULL, note_data = NULL WHERE reason <> 'erased' AND address_hash IN
                (SELECT address_hash FROM suppressed WHERE contact = ?)
            """
        ).run(contact)
        try transaction.query("UPDATE suppressed SET contact = NULL WHERE contact = ?").run(contact)
    }

    func add(
        _ key: AddressKey, contact: ContactID?, scope: Suppression.Scope, reason: Suppression.Reason, until: Timestamp?,
        by: String, note: SuppressionNote?, at: Timestamp? = nil
    ) throws(StoreError) -> SuppressionID {
        try add(
            hash(key).octets, contact: contact, scope: scope, reason: reason, until: until, by: by, note: note, at: at)
    }

    /// The same by the address's hash, and as it was said then; now where nothing is said.
    func add(
        _ octets: [UInt8], contact: ContactID?, scope: Suppression.Scope, reason: Suppression.Reason, until: Timestamp?,
        by: String, note: SuppressionNote?, at: Timestamp? = nil
    ) throws(StoreError) -> SuppressionID {
        let id: SuppressionID? = try transaction.query(
            """
            INSERT INTO suppressions (address_hash, scope, campaign, reason, ends_at, said_at, said_by, note, note_data)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).newRow(
            octets, scope.word, scope.campaign, reason, until, at ?? transaction.now, by, note?.coded.code,
            note?.dataText)
        guard let id else { throw .defect("a suppression without a number") }
        any = true
        if reason == .erased { anyErased = true }
        try transaction.query(
            """
            INSERT INTO suppressed (suppression, address_hash, contact, scope, campaign, ends_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        ).run(id, octets, contact, scope.word, scope.campaign, until)
        return id
    }

    /// Adds the row that lifts `id`; false when it is not in force.
    func lift(_ id: SuppressionID, by: String, note: SuppressionNote) throws(StoreError) -> Bool {
        let lifted = try transaction.query(
            "DELETE FROM suppressed WHERE suppression = ? AND (ends_at IS NULL OR ends_at > ?)"
        ).run(id, transaction.now)
        guard lifted == 1 else { return false }
        try transaction.query(
            """
            INSERT INTO suppressions (address_hash, scope, campaign, reason, said_at, said_by, note, note_data, lifts)
            SELECT address_hash, scope, campaign, reason, ?, ?, ?, ?, id FROM suppressions WHERE id = ?
            """
        ).run(transaction.now, by, note.coded.code, note.dataText, id)
        return true
    }
}
