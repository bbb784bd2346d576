import UsherCore

/// Takes mails that came back, with all that follows from them, inside one transaction.
struct ReturnedDesk {
    private let transaction: Transaction
    private let hash: @Sendable (AddressKey) -> AddressHash
    private let messageID: (DeliveryID, Timestamp) -> String
    private let rows: ReturnedRows
    private let enrollments: EnrollmentRows
    private let deliveries: DeliveryRows

    /// How many of a person's messages are compared with a Message-ID.
    private static let mostCompared = 100

    init(
        _ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash,
        messageID: @escaping (DeliveryID, Timestamp) -> String
    ) throws(StoreError) {
        self.transaction = transaction
        self.hash = hash
        self.messageID = messageID
        rows = ReturnedRows(transaction)
        enrollments = try EnrollmentRows(transaction)
        deliveries = DeliveryRows(transaction)
    }

    /// A message of ours that a mail is about.
    private struct Subject {
        var delivery: DeliveryID
        var contact: ContactID
        /// Nil after an erasure.
        var address: EmailAddress?
        var state: DeliveryState?
        var kind: MessageKind
        var campaign: CampaignID?
        var campaignName: String?
        var step: StepID?
        var sentAt: Timestamp?
        var attempts: Int
    }

    func take(_ mail: ReturnedReport) throws(StoreError) -> ReturnedOutcome {
        if let known = try rows.known(mail.key) {
            return ReturnedOutcome(.again, isMatched: known.isMatched, isOfFile: known.file == mail.file)
        }
        if let leaver = mail.leaver { return try leave(leaver, mail) }
        // What it confirms was recorded before it, as an event.
        if let person = mail.confirmation?.contact, try isLiving(person) {
            let id = try rows.add(mail, .none, delivery: nil, contact: person, domain: nil, recipient: nil)
            return ReturnedOutcome(.recorded(id), isMatched: true)
        }
        guard let subject = try subject(of: mail) else {
            let id = try rows.add(mail, .none, delivery: nil, contact: nil, domain: nil, recipient: nil)
            return ReturnedOutcome(.recorded(id))
        }
        let facts = ReturnPolicy.Facts(
            address: subject.address, wasTried: subject.sentAt != nil || subject.attempts > 0,
            effects: try rows.effects(of: subject.delivery))
        let decision = ReturnPolicy.decide(mail, facts)
        let id = try rows.add(
            mail, decision.effect, delivery: subject.delivery, contact: subject.contact,
            domain: subject.address?.domain, recipient: decision.recipient)
        try carryOut(decision, mail, subject, id)
        var outcome = ReturnedOutcome(
            .recorded(id), effect: decision.effect, delivery: subject.delivery, isMatched: true)
        if let counted = BreakerSubject(subject.kind, of: subject.campaign), let sentAt = subject.sentAt {
            let call = try BreakerDesk(transaction).heard(decision.effect, of: counted, sentAt: sentAt)
            outcome.calls = [call].compactMap(\.self)
        }
        return outcome
    }

    // MARK: Whose it is

    func tie(of mail: ReturnedReport) throws(StoreError) -> ReturnedTie {
        if let known = try rows.known(mail.key) { return .recorded(isMatched: known.isMatched) }
        let isOurs =
            switch mail.leaver {
            case .person(let contact, _)?:
                try transaction.query("SELECT 1 FROM living WHERE id = ?").isAny(contact)
            case .author(let key)?: try transaction.living(key) != nil
            case nil: try subject(of: mail) != nil
            }
        return isOurs ? .known : .nobody
    }

    private func subject(of mail: ReturnedReport) throws(StoreError) -> Subject? {
        for delivery in mail.deliveries {
            if let subject = try subject(delivery) { return subject }
        }
        guard !mail.messageIDs.isEmpty else { return nil }
        for person in mail.people {
            guard let contact = try transaction.living(person.key) else { continue }
            for (delivery, composed) in try rows.candidates(of: contact, most: Self.mostCompared)
            where mail.messageIDs.contains(messageID(delivery, composed)) {
                return try subject(delivery)
            }
        }
        return nil
    }

    private func isLiving(_ contact: ContactID) throws(StoreError) -> Bool {
        try transaction.query("SELECT 1 FROM living WHERE id = ?").isAny(contact)
    }

    private func subject(_ delivery: DeliveryID) throws(StoreError) -> Subject? {
        try transaction.query(
            """
            SELECT d.contact, c.address, d.state, d.kind, s.campaign, p.name AS campaign_name, d.step, d.sent_at,
                d.attempts
            FROM deliveries d LEFT JOIN living c ON c.id = d.contact LEFT JOIN steps s ON s.id = d.step
            LEFT JOIN campaigns p ON p.id = s.campaign WHERE d.id = ?
            """
        ).first(delivery) { (row) throws(StoreError) in
            Subject(
                delivery: delivery, contact: row.id("contact"),
                address: row.optionalText("address").flatMap(EmailAddress.init(stored:)),
                state: DeliveryState(rawValue: row.text("state")), kind: try row.word("kind"),
                campaign: row.optionalID("campaign"),
                campaignName: row.optionalText("campaign_name"), step: row.optionalID("step"),
                sentAt: row.optionalTime("sent_at"), attempts: row.int("attempts"))
        }
    }

    // MARK: What follows

    private func carryOut(
        _ decision: ReturnPolicy.Decision, _ mail: ReturnedReport, _ subject: Subject, _ id: ReturnedID
    ) throws(StoreError) {
        let effect = decision.effect
        if effect == .bounced { try rows.outdo(subject.delivery, campaign: subject.campaign, step: subject.step) }
        if effect.isOfDelivery {
            transaction.count(effect.counter, campaign: subject.campaign, step: subject.step)
        }
        // One that came back without proof is proved by another report, told by another door or later.
        let wasUnproved = effect == .bounced && subject.state == .failed && subject.sentAt != nil
        if let state = effect.state, let before = subject.state, before == .sent || wasUnproved {
            try deliveries.cameBack(
                subject.delivery, from: before, to: state,
                .returned(effect, status: decision.recipient?.status?.description, report: id.value),
                campaign: subject.campaign, step: subject.step)
        }
        switch effect {
        case .none, .undone, .blocked, .content, .unclear: break
        case .bounced:
            try DeadAddress(transaction, suppressions(), enrollments).suppress(
                subject.contact, by: UndoDesk.report)
        case .soft: try countSoft(subject)
        case .complained: try complain(mail, subject)
        case .unsubscribed:
            _ = try unsubscribe(subject.contact, subject.delivery, basis: "feedback report", source: mail.source)
        }
    }

    /// As they are after the mail before.
    private func suppressions() throws(StoreError) -> SuppressionRows { try SuppressionRows(transaction, hash: hash) }

    private func countSoft(_ subject: Subject) throws(StoreError) {
        guard let sentAt = subject.sentAt, let key = subject.address?.key else { return }
        let suppressions = try suppressions()
        guard try !suppressions.of(subject.contact).contains(where: { $0.reason == .unreachable }) else { return }
        let pausedUntil: Timestamp? =
            try transaction.query(
                """
                SELECT max(s.ends_at) AS paused_until FROM suppressed f JOIN suppressions s ON s.id = f.suppression
                WHERE f.contact = ? AND s.reason = 'unreachable'
                """
            ).first(subject.contact) { $0.optionalTime("paused_until") } ?? nil
        let failures = try rows.failures(
            of: subject.contact, since: transaction.now.adding(milliseconds: -2 * SoftBounces.span))
        let latest = failures.max() ?? sentAt
        guard
            SoftBounces.pauses(
                failures: failures, delivered: try rows.delivered(subject.contact, before: latest),
                pausedUntil: pausedUntil)
        else { return }
        _ = try suppressions.add(
            key, contact: subject.contact, scope: .everything, reason: .unreachable,
            until: transaction.now.adding(milliseconds: SoftBounces.span), by: UndoDesk.report, note: nil)
        try enrollments.endAll(of: subject.contact, by: .everything, .unreachable)
    }

    private func complain(_ mail: ReturnedReport, _ subject: Subject) throws(StoreError) {
        guard let key = subject.address?.key else { return }
        let suppressions = try suppressions()
        let note = SuppressionNote.complaint(about: subject.campaignName, by: mail.reporter)
        _ = try suppressions.add(
            key, contact: subject.contact, scope: .marketing, reason: .complaint, until: nil, by: UndoDesk.report,
            note: note)
        let about = subject.campaignName.map { "a message of \($0)" } ?? "a notice"
        try ContactRows(transaction, suppressions).record(
            Consent(
                kind: .marketing, said: .complained, basis: "complaint about \(about)", source: mail.source,
                at: transaction.now),
            of: subject.contact)
        try enrollments.endAll(of: subject.contact, by: .marketing, .complaint)
    }

    // MARK: Leaving by mail

    private func leave(_ leaver: ReturnedReport.Leaver, _ mail: ReturnedReport) throws(StoreError) -> ReturnedOutcome {
        let contact: ContactID?
        var delivery: DeliveryID?
        switch leaver {
        case .person(let person, let answered):
            contact = person
            let isThere = try transaction.query("SELECT 1 FROM deliveries WHERE id = ? AND contact = ?")
                .isAny(answered, person)
            if isThere { delivery = answered }
        case .author(let key): contact = try transaction.living(key)
        }
        guard let contact,
            let said = try unsubscribe(contact, delivery ?? DeliveryID(0), basis: "mail", source: mail.source)
        else {
            let id = try rows.add(mail, .none, delivery: nil, contact: nil, domain: nil, recipient: nil)
            return ReturnedOutcome(.recorded(id))
        }
        let effect: ReturnEffect = said ? .unsubscribed : .none
        let id = try rows.add(mail, effect, delivery: delivery, contact: contact, domain: nil, recipient: nil)
        return ReturnedOutcome(.recorded(id), effect: effect, delivery: delivery, isMatched: true)
    }

    /// Whether it is new; nil where nobody is known by that number.
    private func unsubscribe(
        _ contact: ContactID, _ delivery: DeliveryID, basis: String, source: String
    ) throws(StoreError) -> Bool? {
        let answer = try UnsubscribeDesk(transaction, hash: hash).carryOut(
            UnsubscribeRequest(contact: contact, delivery: delivery, choice: .all, basis: basis, source: source))
        return answer.holds == .nothing ? nil : !answer.facts.isOff
    }
}
