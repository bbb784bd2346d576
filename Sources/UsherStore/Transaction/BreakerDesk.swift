import UsherCore

/// Pauses a campaign, or transactional mail's own relay, whose numbers say so, inside the transaction that changed
/// them. `BreakerPolicy` decides.
struct BreakerDesk {
    private let transaction: Transaction
    private let rows: BreakerRows

    init(_ transaction: Transaction) {
        self.transaction = transaction
        rows = BreakerRows(transaction)
    }

    /// A message of it that the relay accepted then came back, or was complained about.
    func heard(
        _ effect: ReturnEffect, of subject: BreakerSubject, sentAt: Timestamp
    ) throws(StoreError) -> BreakerCall? {
        let counted = 86_400_000 * Int64(BreakerPolicy.daysCounted)
        guard let part = effect.part, transaction.now.since(sentAt) <= counted else { return nil }
        try rows.add(1, part, of: subject, settledAt: sentAt)
        return try look(subject, at: sentAt)
    }

    /// After these were refused.
    func trip(after refused: [DeliveryID]) throws(StoreError) -> [Pause] {
        var subjects: [BreakerSubject] = []
        let bounced = try transaction.query(
            """
            SELECT d.kind, s.campaign FROM deliveries d LEFT JOIN steps s ON s.id = d.step
            WHERE d.id = ? AND d.state = 'bounced'
            """)
        for delivery in refused {
            let subject: BreakerSubject?? = try bounced.first(delivery) { (row) throws(StoreError) in
                BreakerSubject(try row.word("kind"), of: row.optionalID("campaign"))
            }
            if let subject = subject ?? nil, !subjects.contains(subject) { subjects.append(subject) }
        }
        var paused: [Pause] = []
        for subject in subjects {
            if case .paused(let pause) = try look(subject, at: transaction.now) { paused.append(pause) }
        }
        return paused
    }

    /// Nil where there is nothing new to say: of what is paused nothing is.
    private func look(_ subject: BreakerSubject, at moment: Timestamp) throws(StoreError) -> BreakerCall? {
        let day = try rows.day(subject, at: moment)
        let counts = [day?.count, try rows.first(subject)].compactMap(\.self)
        let reason = counts.lazy.compactMap(BreakerPolicy.reason).first
        let warning = day.flatMap { $0.hasWarned ? nil : BreakerPolicy.warning($0.count, of: subject) }
        guard reason != nil || warning != nil else { return nil }
        let (pauses, scope) = (PauseRows(transaction), subject.scope)
        guard try !pauses.all().contains(where: { $0.scope == scope && $0.until == nil }) else { return nil }
        if let reason {
            let pause = Pause(scope: scope, reason: reason, since: transaction.now)
            try pauses.write(pause)
            return .paused(pause)
        }
        guard let warning, let day else { return nil }
        try rows.warned(subject, day.begins)
        return .warned(warning)
    }
}

extension ReturnEffect {
    /// What a breaker counts it as.
    var part: BreakerRows.Part? {
        switch self {
        case .bounced: .returned
        case .complained: .complained
        case .none, .undone, .soft, .blocked, .content, .unclear, .unsubscribed: nil
        }
    }
}
