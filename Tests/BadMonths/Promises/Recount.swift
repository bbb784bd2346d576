/// What the database must hold, whenever no daemon is at it, against what was answered to people.
struct Recount {
    private let books: Books
    private let witness: Witness.State
    private let people: [Story.Person]
    private(set) var wrong: [String] = []

    /// Throws where the database cannot be read.
    init(_ books: Books, _ witness: Witness) throws {
        self.books = books
        self.witness = witness.state.withLock { $0 }
        people = witness.story.people
        try whole()
        try answered()
        try places()
        try moves()
    }

    private mutating func say(_ sentence: String) { wrong.append(sentence) }

    private mutating func whole() throws {
        for row in try books.rows("PRAGMA integrity_check") where row.first != "ok" {
            say("the database is damaged: \(row.first.flatMap { $0 } ?? "")")
        }
        for row in try books.rows("PRAGMA foreign_key_check") {
            say("a row of \(row.first.flatMap { $0 } ?? "a table") refers to nothing")
        }
    }

    /// Whatever was answered with a yes is there.
    private mutating func answered() throws {
        var contacts: [String: String] = [:]
        for row in try books.rows("SELECT address, id FROM contacts WHERE erased_at IS NULL") {
            if let address = row[0], let id = row[1] { contacts[address] = id }
        }
        var enrolled = Set<String>()
        for row in try books.rows(
            "SELECT e.contact, c.name FROM enrollments e JOIN campaigns c ON c.id = e.campaign")
        {
            enrolled.insert("\(row[0] ?? "") \(row[1] ?? "")")
        }
        var events = Set<String>()
        for row in try books.rows("SELECT contact, name, \"key\" FROM events") {
            events.insert("\(row[0] ?? "") \(row[1] ?? "") \(row[2] ?? "")")
        }
        for answer in witness.answered {
            switch answer {
            case .entered(let person, let campaign):
                guard !witness.isErasing.contains(person) else { continue }
                let contact = contacts[people[person].address]
                if contact.map({ enrolled.contains("\($0) \(campaign)") }) != true {
                    say("person \(person) was answered to be in \(campaign), and is not")
                }
            case .event(let person, let name, let key):
                guard !witness.isErasing.contains(person) else { continue }
                let contact = contacts[people[person].address]
                if contact.map({ events.contains("\($0) \(name) \(key)") }) != true {
                    say("the event \(name) \(key) of person \(person) was answered as recorded, and is not there")
                }
            case .no(let person, let no):
                guard !witness.isErasing.contains(person),
                    witness.nos[person]?.contains(no) == true
                else { continue }
                guard let contact = contacts[people[person].address] else { continue }
                if try books.number("SELECT count(*) FROM suppressed WHERE contact = ?", [contact]) == 0 {
                    say("the no (\(no.by)) of person \(person) was answered, and nothing holds")
                }
            }
        }
    }

    /// An open delivery is in exactly one place.
    private mutating func places() throws {
        let lost = try books.rows(
            """
            SELECT d.id, d.state, d.in_doubt,
                (SELECT count(*) FROM queue q WHERE q.delivery = d.id) + (SELECT count(*) FROM claims q WHERE q.delivery = d.id)
                + (SELECT count(*) FROM parked q WHERE q.delivery = d.id) AS places
            FROM deliveries d WHERE (d.state = 'open' AND places <> 1 AND d.in_doubt = 0) OR (d.state <> 'open' AND places > 0)
                OR places > 1
            """)
        for row in lost {
            say("delivery \(row[0] ?? "") is \(row[1] ?? ""), and in \(row[3] ?? "") places of those where one waits")
        }
    }

    /// One stage after the other, and each move that a campaign claims is one that it makes.
    private mutating func moves() throws {
        let claims = [
            "notebook": ("engage", "subscribe"), "welcome": ("subscribe", "convert"), "excite": ("convert", "excite"),
            "ascend": ("excite", "ascend"),
        ]
        var stages: [String: String?] = [:]
        for row in try books.rows(
            """
            SELECT t.contact, t.from_stage, t.to_stage, t.cause, c.name, e.contact
            FROM transitions t LEFT JOIN campaigns c ON c.id = t.campaign LEFT JOIN enrollments e ON e.id = t.enrollment
            ORDER BY t.contact, t.id
            """)
        {
            let contact = row[0] ?? ""
            if let before = stages[contact], before != row[1] {
                say("contact \(contact) moves from \(row[1] ?? "no stage") and was at \(before ?? "no stage")")
            }
            stages[contact] = .some(row[2])
            guard let campaign = row[4] else { continue }
            if let claim = claims[campaign], row[1] != claim.0 || row[2] != claim.1 {
                say("\(campaign) claims a move from \(row[1] ?? "no stage") to \(row[2] ?? "")")
            }
            if row[3] == "enrollment", row[5] != contact {
                say("a move of contact \(contact) is claimed by an enrollment of \(row[5] ?? "nobody")")
            }
        }
    }

    // MARK: At the end

    /// What has to be so besides, when the relay was fine for days and nobody holds anything up. `now` is in
    /// milliseconds since 1970.
    mutating func end(now: Int64) throws {
        let late = try books.rows(
            "SELECT delivery, due_at FROM queue WHERE due_at < CAST(? AS INTEGER)", ["\(now - 3_600_000)"])
        for row in late { say("delivery \(row[0] ?? "") was due and allowed, and waits for ever") }
        if let count = try books.number("SELECT count(*) FROM claims"), count > 0 { say("\(count) claims are left") }
        try sent()
        try forgotten()
    }

    /// What a mailbox has is recorded as sent, and nothing else is.
    private mutating func sent() throws {
        var states: [String: (state: String, doubt: Bool)] = [:]
        for row in try books.rows(
            """
            SELECT c.address, a.name || '/' || s.name, d.state, d.in_doubt FROM deliveries d
            JOIN contacts c ON c.id = d.contact JOIN steps s ON s.id = d.step JOIN campaigns a ON a.id = s.campaign
            WHERE c.erased_at IS NULL
            """)
        {
            states["\(row[0] ?? "") \(row[1] ?? "")"] = (row[2] ?? "", row[3] == "1")
        }
        var kept = Set<String>()
        for mail in witness.mails where mail.letter.subject.contains("/") {
            let name = "\(people[mail.person].address) \(mail.letter.subject)"
            kept.insert(name)
            guard mail.isSaid, !witness.isErasing.contains(mail.person) else {
                continue
            }
            let found = states[name]
            if found.map({ $0.state == "sent" || $0.doubt }) != true {
                say("\(name) was taken by the relay, and is recorded as \(found?.state ?? "nothing")")
            }
        }
        for (name, found) in states.sorted(by: { $0.key < $1.key }) where found.state == "sent" && !kept.contains(name)
        {
            say("\(name) is recorded as sent, and no mailbox has it")
        }
    }

    private mutating func forgotten() throws {
        for (person, cameBack) in witness.erased.sorted(by: { $0.key < $1.key }) where !cameBack {
            let address = people[person].address
            for row in try books.rows("SELECT id, erased_at, created_at FROM contacts WHERE address = ?", [address]) {
                let jobs = try books.rows("SELECT contact, asked_at, is_clean, done_at FROM erasures")
                say("person \(person) was erased, and is contact \(row) of \(jobs)")
            }
        }
    }
}
