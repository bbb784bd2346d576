import UsherCore

/// Records events with all that follows from them, inside one transaction.
struct EventDesk {
    let transaction: Transaction
    private let suppressions: SuppressionRows
    let contacts: ContactRows
    let events: EventRows
    private let enrollments: EnrollmentRows
    private let rewards: RewardRows
    let consequences: ConsequenceDesk
    private let stageSince: Query

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        suppressions = try SuppressionRows(transaction, hash: hash)
        contacts = try ContactRows(transaction, suppressions)
        events = try EventRows(transaction, hash: hash)
        enrollments = try EnrollmentRows(transaction)
        rewards = RewardRows(transaction)
        consequences = try ConsequenceDesk(transaction, enrollments, contacts)
        stageSince = try transaction.query(TransitionRows.last)
    }

    /// Each stands in a savepoint: what is not recorded leaves nothing behind, neither contact nor consent.
    func handle(
        _ request: EventRequest, decide: (EventRequest, EventFacts) -> EventDecision
    ) throws(StoreError) -> EventResult {
        try transaction.savepoint(keeping: \.isRecorded) { () throws(StoreError) in
            var request = request
            let turn = try events.turn(of: request)
            request.event.at = turn.at
            request = try ErasedMentions(contacts, toldOf: request.event.at, isImport: false).without(request)
            let facts: EventFacts
            switch try self.facts(request) {
            case .facts(let found): facts = found
            case .erased(let answer): return .refused(answer == .older ? .beforeErasure : .erased)
            }
            switch decide(request, facts) {
            case .already: return .already
            case .refuse(let why): return .refused(why)
            case .record(let following):
                if let result = try recordInTurn(request, facts, since: turn.since, decide: decide) { return result }
                return try record(request, facts, following).result
            }
        }
    }

    /// Records an event as the last that happened.
    func record(
        _ request: EventRequest, _ facts: EventFacts, _ following: [Consequence]
    ) throws(StoreError) -> (id: EventID, result: EventResult) {
        let following = following.map { $0.withFreeKey(facts.enrollments) }
        var contact = facts.contact
        let event = request.event
        let name = following.counted ?? event.name
        let id = try events.add(request, as: name, of: contact.id, by: facts.promoter)
        try consequences.carryOut(following, of: &contact, event: (id, event.value, event.at))
        return (id, .recorded(following, contact))
    }

    enum Found {
        case facts(EventFacts)
        /// The person, or the friend, was erased.
        case erased(ErasurePolicy.Answer)
    }

    /// What is known before `moment`.
    func facts(_ request: EventRequest, before moment: EventRows.Moment = .end) throws(StoreError) -> Found {
        let person: ContactRows.Known
        switch try contacts.save(request.person, toldOf: request.event.at, isSignUp: request.consent != nil) {
        case .known(let known): person = known
        case .erased(_, let answer): return .erased(answer)
        }
        let id = person.contact.id
        var standing = person.standing
        standing.suppressions = try suppressions.of(id)
        var facts = EventFacts(contact: person.contact, isNew: person.isNew, standing: standing)
        if let known = try known(request) { (facts.known, facts.knownContact) = known }
        if !person.isNew {
            facts.enrollments = try enrollments.all(of: id)
            facts.history = try events.past(of: id, before: moment).history
            if request.needsDeeds { facts.deeds = try events.deeds(of: id, before: moment) }
            facts.referredBy = try rewards.promoter(of: id)
            facts.stageSince = try stageSince(person.contact)
            facts.confirmationsAt = try notices(request.countedNotice, to: id)
        }
        if !request.budgets.isEmpty {
            facts.spent = try ConfirmationSlots(transaction, suppressions).spent(of: request.budgets)
        }
        // By code, else by address; a friend whom nobody knew becomes a contact.
        if let code = request.code, let owner = try rewards.owner(of: code) {
            facts.promoter = try promoter(owner, isNew: false, byCode: true)
        } else if let by = request.by {
            switch try contacts.save(ContactDraft(address: by), toldOf: request.event.at) {
            case .known(let named):
                facts.promoter = try promoter(named.contact, isNew: named.isNew, byCode: false)
            case .erased(_, let answer): return .erased(answer)
            }
        }
        return .facts(facts)
    }

    /// Also under the name that it has as a repeat, and under the one that it has with another score; one without a
    /// score was told as what it is.
    private func known(_ request: EventRequest) throws(StoreError) -> (Event, ContactID)? {
        if let known = try events.known(request.event) { return known }
        var other = request.event
        if let again = request.again {
            other.name = again
            if let known = try events.known(other) { return known }
        }
        guard let name = request.otherName else { return nil }
        other.name = name
        guard let known = try events.known(other), known.0.data[LowScore.field] != nil else { return nil }
        return known
    }

    /// When notices of this name were queued for somebody in the last day.
    private func notices(_ name: String?, to contact: ContactID) throws(StoreError) -> [Timestamp] {
        guard let name else { return [] }
        return try transaction.query(
            """
            SELECT created_at FROM deliveries
            WHERE contact = ? AND notice IS NOT NULL AND notice = ? AND created_at > ?
            """
        ).all(contact, name, transaction.now.adding(milliseconds: -ConfirmationLimit.period)) { $0.time("created_at") }
    }

    func promoter(_ contact: Contact, isNew: Bool, byCode: Bool) throws(StoreError) -> Promoter {
        guard !isNew else { return Promoter(contact: contact, enrollments: [], byCode: byCode, isNew: true) }
        return Promoter(
            contact: contact, enrollments: try enrollments.all(of: contact.id), byCode: byCode,
            referredBy: try rewards.promoter(of: contact.id), stageSince: try stageSince(contact))
    }

    private func stageSince(_ contact: Contact) throws(StoreError) -> Timestamp? {
        guard contact.stage != nil else { return nil }
        return try stageSince.first(contact.id) { $0.time("at") }
    }
}

extension [Consequence] {
    /// The other name under which the event is recorded.
    var counted: String? {
        if case .countsAs(let name)? = first { return name }
        return nil
    }
}

extension Consequence {
    /// An enrollment that begins gets the first free key.
    func withFreeKey(_ enrollments: [Enrollment]) -> Consequence {
        guard case .enroll(let campaign, let key, let data, let start, let ofOrder) = self else { return self }
        let free = Enrollment.freeKey(key, enrollments: enrollments.filter { $0.campaign == campaign })
        return .enroll(campaign, key: free, data: data, start, ofOrder: ofOrder)
    }
}
