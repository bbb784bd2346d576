extension Recount {
    /// What left the spool, or was answered for, has had its consequence; nothing else is anybody's.
    mutating func returns() throws {
        try once()
        try mails()
        let suppressed = try reasons()
        try recorded(suppressed)
        for (address, reasons) in suppressed.sorted(by: { $0.key < $1.key }) {
            guard let person = people.first(where: { $0.address == address })?.number else { continue }
            for reason in reasons.sorted() where reason != "erased" && !isGiven(reason, by: person) {
                say("person \(person) is suppressed as \(reason), and nobody gave a reason")
            }
        }
        try states()
        try pauses()
    }

    /// What is told again, in whatever words, counts once.
    private mutating func once() throws {
        for row in try books.rows(
            """
            SELECT delivery, effect, count(*) FROM returned WHERE effect NOT IN ('none', 'undone') AND delivery IS NOT NULL
            GROUP BY 1, 2 HAVING count(*) > 1
            """)
        {
            say("delivery \(row[0] ?? "") is told to have \(row[1] ?? "") \(row[2] ?? "") times")
        }
    }

    /// A mail is recorded once, over however many servers it came. What is forged tells nobody's, and may be anybody's.
    private mutating func mails() throws {
        var told: [String: Set<String>] = [:]
        for put in witness.returns.puts {
            told[people[put.person].address, default: []].insert("\(put.isMail) \(put.mail.letter.id)")
        }
        for row in try books.rows(
            """
            SELECT c.address, count(*) FROM returned r JOIN contacts c ON c.id = r.contact
            WHERE c.erased_at IS NULL GROUP BY 1
            """)
        {
            let most = told[row[0] ?? ""]?.count ?? 0
            guard let count = row[1].flatMap({ Int($0) }), count > most else { continue }
            say("\(count) mails are recorded that came back of \(row[0] ?? ""), and there were \(most)")
        }
    }

    /// Of everybody who is known, why nothing is sent to them.
    private func reasons() throws -> [String: Set<String>] {
        try books.rows(
            """
            SELECT c.address, s.reason FROM suppressed f JOIN suppressions s ON s.id = f.suppression
            JOIN contacts c ON c.id = f.contact WHERE c.erased_at IS NULL
            """
        ).reduce(into: [:]) { $0[$1[0] ?? "", default: []].insert($1[1] ?? "") }
    }

    private mutating func recorded(_ suppressed: [String: Set<String>]) throws {
        for put in witness.returns.puts where put.isRecorded && !put.back.isForged {
            guard !witness.isErasing.contains(put.person) else { continue }
            // A fresh sign-up lifts the others.
            guard let reason = put.back.kind.reason, ["bounced", "complaint"].contains(reason) else { continue }
            let address = people[put.person].address
            guard suppressed[address]?.contains(reason) != true else { continue }
            let letter = "\(put.mail.letter.subject) to person \(put.person)"
            say("a mail came back (\(put.back)) about \(letter), and had no effect")
        }
    }

    private func isGiven(_ reason: String, by person: Int) -> Bool {
        witness.causes[person]?.contains(reason) == true || witness.returns.explains(person, suppressedAs: reason)
    }

    /// A message that was sent is something else only where something of that kind came back.
    private mutating func states() throws {
        for row in try books.rows(
            """
            SELECT c.address, a.name || '/' || s.name, d.state, d.id FROM deliveries d
            JOIN contacts c ON c.id = d.contact JOIN steps s ON s.id = d.step JOIN campaigns a ON a.id = s.campaign
            WHERE c.erased_at IS NULL AND d.sent_at IS NOT NULL AND d.state <> 'sent'
            """)
        {
            guard let person = people.first(where: { $0.address == row[0] })?.number else { continue }
            let subject = witness.subjects[row[1] ?? ""] ?? row[1] ?? ""
            guard !witness.returns.explains(person, subject, is: row[2] ?? "") else { continue }
            say("\(subject) to person \(person) was sent, and is \(row[2] ?? ""), though nothing came back")
        }
    }

    /// No breaker pauses a campaign without a reason.
    private mutating func pauses() throws {
        for row in try books.rows(
            """
            SELECT c.name, p.reason FROM pauses p JOIN campaigns c ON c.id = CAST(p.subject AS INTEGER)
            WHERE p.scope = 'campaign' AND p.reason IN ('complaints', 'bounces')
            """)
        {
            let (campaign, reason) = (row[0] ?? "", row[1] ?? "")
            let since = witness.wasSetAt.isEmpty ? witness.breakers.begins(campaign) : .min
            let complaints = witness.returns.messages(of: campaign, since: since, .complaint)
            let dead =
                witness.returns.messages(of: campaign, since: since, .hard)
                + witness.causes.values.count { $0.contains("bounced") }
            guard reason == "complaints" ? complaints < 4 : dead < 10 else { continue }
            say("\(campaign) is paused for \(reason), and there were \(reason == "complaints" ? complaints : dead)")
        }
    }
}
