import UsherCore

extension SQLiteStore {
    package func findMistakes(
        after refused: [DeliveryID], in stream: MailStream, now: Timestamp
    ) throws(StoreError) -> [Mistake] {
        guard !refused.isEmpty else { return [] }
        return try write(now: now) { (transaction) throws(StoreError) in
            try MistakeDesk(transaction, stream).find(after: refused)
        }
    }

    package func undo(
        _ filter: UndoFilter, after cursor: UndoCursor?, limit: Int, by: String, note: SuppressionNote, now: Timestamp,
        deadline: Int64?, isOver: @escaping (EndedEnrollment) -> Bool, due: @escaping (Candidate) -> Timestamp?
    ) throws(StoreError) -> UndoLot {
        try write(now: now) { (transaction) throws(StoreError) in
            try transaction.savepoint(keeping: { _ in !filter.isRehearsal }) { () throws(StoreError) -> UndoLot in
                let desk = try UndoDesk(
                    transaction, hash: hash, since: filter.liftsSince, by: by, note: note, isOver: isOver, due: due)
                let found = UndoList(transaction)
                switch filter.what {
                case .failures(let since, let campaign):
                    let rows = try found.failures(since: since, campaign: campaign, after: cursor, limit: limit)
                    return try lot(rows, limit) { (row) throws(StoreError) in try desk.undo(row.delivery) }
                case .mistakes:
                    let rows = try found.mistakes(after: cursor, limit: limit)
                    return try lot(rows, limit) { (row) throws(StoreError) in
                        try desk.undo(row.delivery, deadline: deadline)
                    }
                case .bounces(let since):
                    let rows = try found.bounces(since: since, after: cursor, limit: limit)
                    return try lot(rows, limit) { (row) throws(StoreError) in try desk.undo(row) }
                }
            }
        }
    }

    private func lot<Row: UndoRow>(
        _ rows: [Row], _ limit: Int, _ undo: (Row) throws(StoreError) -> Undone
    ) throws(StoreError) -> UndoLot {
        var lot = UndoLot()
        for row in rows { lot.undone += try undo(row) }
        lot.next = rows.count < limit ? nil : rows.last?.cursor
        return lot
    }
}

extension UndoFilter {
    /// Suppressions after bounces since then are lifted with the delivery; nil: only the one that this very bounce
    /// made.
    fileprivate var liftsSince: Timestamp? {
        switch what {
        case .failures(let since, _), .bounces(let since): since
        case .mistakes: nil
        }
    }
}
