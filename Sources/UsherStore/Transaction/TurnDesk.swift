import UsherCore

/// Lets waiting enrollments begin whose contact is free, inside one transaction.
struct TurnDesk {
    let turns: TurnRows
    private let transaction: Transaction
    private let suppressions: SuppressionRows
    private let enrollments: EnrollmentRows
    private let contact: Query
    private let enrollmentsOf: Query

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        turns = try TurnRows(transaction)
        suppressions = try SuppressionRows(transaction, hash: hash)
        enrollments = try EnrollmentRows(transaction)
        contact = try transaction.query(
            "SELECT \(ResultRow.contactColumns), \(ResultRow.standingColumns) FROM living c WHERE c.id = ?")
        enrollmentsOf = try transaction.query(
            """
            SELECT \(ResultRow.enrollmentColumns) FROM enrollments e
            WHERE e.contact = ? AND e.state IN ('waiting', 'active') ORDER BY e.id
            """)
    }

    /// Whether an enrollment of this contact begins now. Who begins nothing is looked at again when an enrollment of
    /// theirs ends, when their stage changes, and in an hour. One whose start the database refuses (a step that nobody
    /// registered: a defect), or whose rows cannot be read, keeps nobody else waiting.
    func handle(
        _ id: ContactID, decide: (Contact, [Enrollment], Standing) -> Turn?
    ) throws(StoreError) -> Bool {
        do throws(StoreError) {
            let open = try enrollmentsOf.all(id) { (row) throws(StoreError) in try row.enrollment() }
            guard open.contains(where: { $0.state == .waiting }) else {
                try turns.forget(id)
                return false
            }
            return try transaction.savepoint { () throws(StoreError) in try begin(id, open, decide: decide) }
        } catch {
            guard error.isAboutOneRow else { throw error }
            try turns.look(at: id, from: transaction.now.adding(milliseconds: TurnRows.nextLook))
            return false
        }
    }

    private func begin(
        _ id: ContactID, _ open: [Enrollment],
        decide: (Contact, [Enrollment], Standing) -> Turn?
    ) throws(StoreError) -> Bool {
        let known = try contact.first(id) { (row) throws(StoreError) in
            (
                contact: try row.contact(),
                standing: try row.standing()
            )
        }
        guard var known else {
            try turns.forget(id)
            return false
        }
        known.standing.suppressions = try suppressions.of(id)
        guard let turn = decide(known.contact, open, known.standing) else {
            try turns.look(at: id, from: transaction.now.adding(milliseconds: TurnRows.nextLook))
            return false
        }
        try enrollments.start(turn, of: id)
        try turns.look(at: id, from: transaction.now.adding(milliseconds: TurnRows.nextLook))
        return true
    }
}
