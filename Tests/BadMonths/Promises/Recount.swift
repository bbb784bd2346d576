/// What the database must hold, whenever no daemon is at it, against what was answered to people.
struct Recount {
    let books: Books
    let witness: Witness.State
    let people: [Story.Person]
    let choice: MonthHome.Choice
    /// Milliseconds since 1970.
    let now: Int64
    private(set) var wrong: [String] = []

    /// Throws where the database cannot be read.
    init(_ books: Books, _ witness: Witness, now: Int64) throws {
        self.books = books
        self.now = now
        self.witness = witness.state.withLock { $0 }
        (people, choice) = (witness.story.people, witness.story.choice)
        try whole()
        try answered()
        try places()
        try turns()
        try slots()
        try moves()
        try counters()
        try words()
        try returns()
        try warmUp()
    }

    mutating func say(_ sentence: String) { wrong.append(sentence) }

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
}
