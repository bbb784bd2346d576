import UsherCore

extension SQLiteStore {
    package func claim(
        _ stream: MailStream, owner: String, now: Timestamp, limit: Int, factsFor: (StepID) -> Bool,
        makeCode: (StepID) -> String?, decide: (Candidate, [Pause]) -> Clearance
    ) throws(StoreError) -> ClaimBatch {
        try write(now: now) { (transaction) throws(StoreError) in
            let pauses = PauseRows(transaction)
            let inForce = try endLapsed(pauses, stream, now: now, limit: limit)
            let due = try takeDue(stream, transaction, now: now, limit: limit)
            var claimed: [Claimed] = []
            if !due.isEmpty {
                let desk = try ClaimDesk(transaction, hash: hash, owner: owner, pauses: inForce)
                for row in due.sorted() {
                    let one = try desk.handle(
                        row.delivery, due: row.at, factsFor: factsFor, makeCode: makeCode, decide: decide)
                    if let one { claimed.append(one) }
                }
            }
            return ClaimBatch(claimed: claimed, handled: due.count, nextDue: try pauses.nextDue(stream))
        }
    }

    package func nextDue(_ stream: MailStream) throws(StoreError) -> Timestamp? {
        try look { (transaction) throws(StoreError) in try PauseRows(transaction).nextDue(stream) }
    }

    /// The earliest due rows of a stream, off the queue.
    private func takeDue(
        _ stream: MailStream, _ transaction: Transaction, now: Timestamp, limit: Int
    ) throws(StoreError) -> [Due] {
        func due(_ row: ResultRow) -> Due { Due(at: row.time("due_at"), delivery: row.id("delivery")) }
        if let kind = stream.kind {
            return try transaction.query(Self.takeOne).all(kind.stream, now, limit, read: due)
        }
        return try transaction.query(Self.takeBoth).all(
            MessageKind.marketing.stream, now, MessageKind.transactional.stream, now, limit, read: due)
    }

    private static let dueOfOne = "SELECT stream, due_at, delivery FROM queue WHERE stream = ? AND due_at <= ?"

    /// The query for the due deliveries of one stream, in its order.
    static let takeOne = """
        DELETE FROM queue WHERE (stream, due_at, delivery) IN (\(dueOfOne) ORDER BY due_at, delivery LIMIT ?)
        RETURNING due_at, delivery
        """

    /// The query for those of both streams: two searches, merged. SQLite looks through the whole queue for a union that
    /// is not inside a question.
    static let takeBoth = """
        DELETE FROM queue WHERE (stream, due_at, delivery) IN (
            SELECT stream, due_at, delivery FROM (
                \(dueOfOne) UNION ALL \(dueOfOne) ORDER BY due_at, delivery LIMIT ?) x)
        RETURNING due_at, delivery
        """

    /// Ends pauses whose time is over, and those of a relay that there is no more, a lot at a time so that no claim
    /// takes long; and returns those in force. What waits under a pause that is another stream's by now goes back too.
    private func endLapsed(
        _ pauses: PauseRows, _ stream: MailStream, now: Timestamp, limit: Int
    ) throws(StoreError) -> [Pause] {
        if stream == .transactional { try pauses.unparkTransactional(limit: limit) }
        var inForce: [Pause] = []
        for pause in try pauses.all() {
            guard pause.until.map({ $0 <= now }) == true || !stream.knows(pause.scope) else {
                inForce.append(pause)
                continue
            }
            _ = try pauses.unpark(pause.scope, limit: limit)
            if try !pauses.holdsAny(pause.scope) { _ = try pauses.remove(pause.scope) }
        }
        return inForce
    }

    private struct Due: Comparable {
        let at: Timestamp
        let delivery: DeliveryID

        static func < (left: Self, right: Self) -> Bool { (left.at, left.delivery) < (right.at, right.delivery) }
    }
}
