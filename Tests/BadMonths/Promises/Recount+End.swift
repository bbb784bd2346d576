extension Recount {
    /// What has to be so besides, when the relay was fine for days and nobody holds anything up.
    mutating func end() throws {
        let late = try books.rows(
            "SELECT delivery, due_at FROM queue WHERE due_at < CAST(? AS INTEGER)", ["\(now - 3_600_000)"])
        for row in late { say("delivery \(row[0] ?? "") was due and allowed, and waits for ever") }
        if let count = try books.number("SELECT count(*) FROM claims"), count > 0 { say("\(count) claims are left") }
        for number in witness.returns.waiting.sorted() {
            guard let file = witness.returns.puts[number].file else { continue }
            say("\(file) came back (\(witness.returns.puts[number].back)), and is in the spool for ever")
        }
        try sent()
        try forgotten()
        if choice.lingers { try sources() }
    }

    /// What mail was made from that is gone, and whose values are gone as well, is kept only as it is now.
    private mutating func sources() throws {
        for row in try books.rows(
            """
            SELECT s.name, count(DISTINCT r.id) FROM revisions r JOIN deliveries d ON d.revision = r.id
            JOIN steps s ON s.id = d.step WHERE r.sources <> '' AND NOT EXISTS (SELECT 1 FROM deliveries o
                WHERE o.revision = r.id AND (o.state NOT IN ('sent', 'bounced', 'complained')
                    OR coalesce(o.inputs, '{}') <> '{}'))
            GROUP BY 1 HAVING count(DISTINCT r.id) > 1
            """)
        {
            say("of mail that is gone, \(row[1] ?? "") wordings of \(row[0] ?? "") are kept")
        }
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
            let subject = witness.subjects[row[1] ?? ""] ?? row[1] ?? ""
            states["\(row[0] ?? "") \(subject)"] = (row[2] ?? "", row[3] == "1")
        }
        var kept = Set<String>()
        for mail in witness.mails where mail.letter.subject.contains("/") {
            let name = "\(people[mail.person].address) \(mail.letter.subject)"
            kept.insert(name)
            guard mail.isSaid, !witness.isErasing.contains(mail.person) else {
                continue
            }
            let found = states[name]
            // What came back and was sent again by the operator may have ended in any way since.
            let isAnew =
                witness.retried.contains("\(mail.person) \(mail.letter.subject)")
                && witness.returns.hasSome(of: mail.person, about: mail.letter.subject)
            let isWhole = found.map { found in
                found.state == "sent" || found.doubt || isAnew
                    || witness.returns.explains(mail.person, mail.letter.subject, is: found.state)
            }
            if isWhole != true {
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
