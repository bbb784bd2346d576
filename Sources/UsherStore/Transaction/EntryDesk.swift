import UsherCore

/// Carries out what core says about people who are to enter a campaign, inside one transaction.
struct EntryDesk {
    private let transaction: Transaction
    private let suppressions: SuppressionRows
    private let contacts: ContactRows
    private let runs: RunRows
    private let consequences: ConsequenceDesk

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        suppressions = try SuppressionRows(transaction, hash: hash)
        contacts = try ContactRows(transaction, suppressions)
        runs = try RunRows(transaction)
        consequences = try ConsequenceDesk(transaction, runs, contacts)
    }

    func handle(
        _ request: EntryRequest, decide: (EntryRequest, EntryFacts) -> Admission
    ) throws(StoreError) -> EntryResult {
        let moment = request.person.consent?.at ?? transaction.now
        let request = try ErasedMentions(contacts, toldOf: moment, isImport: true).without(request)
        let known: ContactRows.Known
        switch try contacts.save(request.person, toldOf: moment) {
        case .known(let person): known = person
        case .erased(let erasure, _):
            return .refused(.suppressed(erasure), Contact(id: ContactID(0), address: request.person.address))
        }
        let contact = try take(request.person, of: known.contact)
        guard let campaign = request.campaign else { return .saved(contact.id, isNew: known.isNew) }
        let all = known.isNew ? [] : try runs.all(of: contact.id)
        let past = all.filter { $0.campaign == campaign }
        var standing = known.standing
        standing.suppressions = try suppressions.of(contact.id)
        let facts = EntryFacts(
            contact: contact, isNew: known.isNew, runs: past, standing: standing,
            allRuns: all.filter { $0.state != .ended })
        let run = NewRun(campaign: campaign, key: Enrollment.freeKey(request.key, runs: past), data: request.data)
        return try carryOut(decide(request, facts), run, of: contact)
    }

    /// The tags and the stage that come with a person's data.
    private func take(_ person: PersonDraft, of contact: Contact) throws(StoreError) -> Contact {
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
        _ admission: Admission, _ run: NewRun, of contact: Contact
    ) throws(StoreError) -> EntryResult {
        switch admission {
        case .enter(let first):
            let (enrollment, delivery) = try runs.begin(contact.id, run, first: first)
            return .entered(enrollment, delivery, first, contact)
        case .wait(let holder):
            return .waits(try runs.wait(contact.id, run), behind: holder, contact)
        case .heldOut:
            return .heldOut(try runs.holdOut(contact.id, run), contact)
        case .after(let before, let data, let admission):
            var (run, contact) = (run, contact)
            run.data.merge(data) { own, _ in own }
            try consequences.carryOut(before, of: &contact, event: nil)
            return try carryOut(admission, run, of: contact)
        case .already: return .already(contact)
        case .refuse(let why): return .refused(why, contact)
        }
    }
}
