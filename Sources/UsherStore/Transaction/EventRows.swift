import UsherCore

/// What people did, inside one transaction.
struct EventRows {
    private let transaction: Transaction
    private let byKey: Query
    private let insert: Query
    private let past: Query
    private let tags: Query
    /// Nil where nobody asks what is known by its key.
    private let gone: PastKeys?

    /// A place in what a contact did, in order of happening; at the same time in the order of telling.
    struct Moment {
        var at: Timestamp
        var event = EventID(.max)

        static let end = Moment(at: Timestamp(milliseconds: .max))
    }

    init(
        _ transaction: Transaction, hash: (@Sendable (AddressKey) -> AddressHash)? = nil
    ) throws(StoreError) {
        self.transaction = transaction
        gone = try hash.map { (hash) throws(StoreError) in try PastKeys(transaction, hash: hash) }
        byKey = try transaction.query(
            #"SELECT \#(ResultRow.eventColumns), v.contact FROM events v WHERE v.name = ? AND v."key" = ?"#)
        insert = try transaction.query(
            """
            INSERT INTO events
                (name, "key", contact, at, recorded_at, value, currency, product, data, told, link, promoter, by_code)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        past = try transaction.query(
            """
            SELECT name, product, count(*) AS times, min(at) AS first_at, max(at) AS last_at, min(id) AS first_id
            FROM events WHERE contact = ? AND (at < ? OR (at = ? AND id < ?)) GROUP BY name, product
            UNION ALL SELECT name, NULL, count, first_at, last_at, first_event FROM past_deeds
            WHERE contact = ? AND last_at <= ?
            """)
        tags = try transaction.query("SELECT tag FROM tags WHERE contact = ?")
    }

    /// What is recorded under the same name and key, and whose it is.
    func known(_ event: Event) throws(StoreError) -> (Event, ContactID)? {
        let found = try byKey.first(event.name, event.key) { (row) throws(StoreError) in
            (try row.event(), row.id("contact") as ContactID)
        }
        if let found { return found }
        return try gone?.known(event)
    }

    /// Whether something that a contact did after `moment` was let go of: then nobody can tell any more in which order
    /// all of it happened.
    func isPruned(of contact: ContactID, after moment: Timestamp) throws(StoreError) -> Bool {
        try transaction.query("SELECT 1 FROM past_deeds WHERE contact = ? AND last_at > ? LIMIT 1")
            .isAny(contact, moment)
    }

    /// When an event happened, and after which moment everything that is known is to be told once more.
    struct Turn {
        var at: Timestamp
        var since: Timestamp
    }

    /// When an event happened: what it says, but a refund comes a millisecond after its purchase where it says no later
    /// time. One that was told before its purchase is moved behind it, so that both orders of telling give the same
    /// time.
    func turn(of request: EventRequest) throws(StoreError) -> Turn {
        let event = request.event
        guard let counterparts = request.counterparts else { return Turn(at: event.at, since: event.at) }
        switch counterparts {
        case .purchases(let names):
            let at = try halves(of: request, names).reduce(event.at) { max($0, Self.after($1.at)) }
            return Turn(at: at, since: at)
        case .refunds(let names):
            let early = try halves(of: request, names).filter { $0.at <= event.at }
            guard let first = early.map(\.at).min() else { return Turn(at: event.at, since: event.at) }
            let move = try transaction.query("UPDATE events SET at = ? WHERE id = ?")
            for refund in early { try move.run(Self.after(event.at), refund.event) }
            return Turn(at: event.at, since: first.adding(milliseconds: -1))
        }
    }

    private static func after(_ purchase: Timestamp) -> Timestamp { purchase.adding(milliseconds: 1) }

    /// The other halves of an event among the person's of these `names`: they have its key, or one of the two names the
    /// other as its order.
    private func halves(of request: EventRequest, _ names: Set<String>) throws(StoreError) -> [Moment] {
        let event = request.event
        let query = try transaction.query(
            """
            SELECT v.id, v.at, v."key", v.data FROM events v JOIN living c ON c.id = v.contact
            WHERE v.name = ? AND c.address_key = ?
            """)
        let named = Set([event.key, event.data[Event.orderField]].compactMap(\.self))
        var halves: [Moment] = []
        for name in names.sorted() {
            halves += try query.all(name, request.person.address.key.text) { (row) throws(StoreError) -> Moment? in
                let order = try TextsText.decode(row.optionalText("data"))[Event.orderField]
                let isOther = [row.text("key"), order].contains { $0.map(named.contains) ?? false }
                return isOther ? Moment(at: row.time("at"), event: row.id("id")) : nil
            }.compactMap(\.self)
        }
        return halves
    }

    /// `name` is what the event counts as.
    func add(
        _ request: EventRequest, as name: String, of contact: ContactID, by promoter: Promoter?
    ) throws(StoreError) -> EventID {
        let event = request.event
        let id: EventID? = try insert.newRow(
            name, event.key, contact, event.at, transaction.now, event.value?.minorUnits, event.value?.currency,
            event.product, TextsText.encode(event.data), event.name, request.campaign, promoter?.contact.id,
            promoter?.byCode ?? false)
        guard let id else { throw .defect("an event without a number") }
        return id
    }

    /// What the contact did before `moment`.
    func past(of contact: ContactID, before moment: Moment = .end) throws(StoreError) -> Past {
        Past(
            deeds: try past.all(contact, moment.at, moment.at, moment.event, contact, moment.at) { row in
                Past.Deed(
                    event: row.text("name"), product: row.optionalText("product"), count: row.int("times"),
                    firstAt: row.time("first_at"),
                    lastAt: row.time("last_at"), first: row.id("first_id"))
            })
    }

    /// Everything that a contact did before `moment`, oldest first.
    func deeds(of contact: ContactID, before moment: Moment = .end) throws(StoreError) -> [Deed] {
        try transaction.query(
            """
            SELECT id, name, "key", product, data, at, value, currency FROM events
            WHERE contact = ? AND (at < ? OR (at = ? AND id < ?)) ORDER BY at, id
            """
        ).all(contact, moment.at, moment.at, moment.event) { (row) throws(StoreError) in
            Deed(
                id: row.id("id"), event: row.text("name"), key: row.text("key"), product: row.optionalText("product"),
                order: try TextsText.decode(row.optionalText("data"))[Event.orderField], at: row.time("at"),
                value: row.money("value", "currency"))
        }
    }

    func facts(of contact: ContactID) throws(StoreError) -> Facts {
        let past = try past(of: contact)
        return Facts(
            tags: Set(try tags.all(contact) { $0.text("tag") }), events: past.lastTimes,
            promoterCode: try RewardRows(transaction).code(of: contact),
            deeds: past.namesProducts ? try deeds(of: contact) : [])
    }
}
