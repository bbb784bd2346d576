import UsherCore

/// Carries out what core says about people who are to enter a campaign, inside one transaction.
struct EntryDesk {
    private let transaction: Transaction
    private let suppressions: SuppressionRows
    private let contacts: ContactRows
    private let enrollments: EnrollmentRows
    private let consequences: ConsequenceDesk

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        suppressions = try SuppressionRows(transaction, hash: hash)
        contacts = try ContactRows(transaction, suppressions)
        enrollments = try EnrollmentRows(transaction)
        consequences = try ConsequenceDesk(transaction, enrollments, contacts)
    }

    func handle(
        _ request: EntryRequest, decide: (EntryRequest, EntryFacts) -> Admission
    ) throws(StoreError) -> EntryOutcome {
        let moment = request.person.consent?.at ?? transaction.now
        let request = try ErasedMentions(contacts, toldOf: moment, isImport: true).without(request)
        let known: ContactRows.Known
        switch try contacts.save(request.person, toldOf: moment) {
        case .known(let person): known = person
        case .erased(let erasure, _):
            let key = request.person.address.key
            return EntryOutcome(
                .refused(.suppressed(erasure), Contact(id: ContactID(0), address: request.person.address)),
                standing: try contacts.standing(key, of: try contacts.known(key)))
        }
        for no in request.noes {
            _ = try NoDesk(transaction, contacts, enrollments).take(no)
        }
        let contact = try take(request.person, of: known.contact)
        let standing = try standing(of: known, after: request.noes)
        guard let campaign = request.campaign else {
            return EntryOutcome(.saved(contact.id, isNew: known.isNew), standing: standing)
        }
        let all = known.isNew ? [] : try enrollments.all(of: contact.id)
        let past = all.filter { $0.campaign == campaign }
        let facts = EntryFacts(
            contact: contact, enrollments: past, standing: standing,
            allEnrollments: all.filter { $0.state != .ended })
        let enrollment = NewEnrollment(
            campaign: campaign, key: Enrollment.freeKey(request.key, enrollments: past), data: request.data)
        return EntryOutcome(try carryOut(decide(request, facts), enrollment, of: contact), standing: standing)
    }

    /// How somebody stands after what a list says: its noes are in both ledgers by now.
    private func standing(of known: ContactRows.Known, after noes: [NoRequest]) throws(StoreError) -> Standing {
        let now = noes.isEmpty ? known : try contacts.known(known.contact.address.key) ?? known
        var standing = now.standing
        standing.suppressions = try suppressions.of(now.contact.id)
        return standing
    }

    /// The tags and the stage that come with a person's data.
    private func take(_ person: ContactDraft, of contact: Contact) throws(StoreError) -> Contact {
        var contact = contact
        if !person.tags.isEmpty {
            let insert = try transaction.query("INSERT INTO tags (contact, tag) VALUES (?, ?) ON CONFLICT DO NOTHING")
            for tag in person.tags { try insert.run(contact.id, tag) }
        }
        if let move = person.move(of: contact, now: transaction.now) {
            try consequences.carryOut([.move(move)], of: &contact, event: nil)
        }
        return contact
    }

    private func carryOut(
        _ admission: Admission, _ enrollment: NewEnrollment, of contact: Contact
    ) throws(StoreError) -> EntryResult {
        switch admission {
        case .enter(let first):
            let (enrollment, delivery) = try enrollments.begin(contact.id, enrollment, first: first)
            return .entered(enrollment, delivery, first, contact)
        case .wait(let holder):
            return .waits(try enrollments.wait(contact.id, enrollment), behind: holder, contact)
        case .heldOut:
            return .heldOut(try enrollments.holdOut(contact.id, enrollment), contact)
        case .after(let before, let data, let admission):
            var (enrollment, contact) = (enrollment, contact)
            enrollment.data.merge(data) { own, _ in own }
            try consequences.carryOut(before, of: &contact, event: nil)
            return try carryOut(admission, enrollment, of: contact)
        case .already: return .already(contact)
        case .refuse(let why): return .refused(why, contact)
        }
    }
}
