import Foundation

/// Mail that comes back: to the spool, as a mail system delivers into a folder, or told over HTTP.
extension Month {
    func comesBack(_ person: Int, _ back: Return) {
        let letters = witness.letters(to: person)
        guard let mail = letters.dropFirst(back.letter).first ?? letters.last else { return }
        comesBack(back, mail)
    }

    func manyComeBack(_ campaign: String, _ kind: Return.Kind, _ many: Happening.Many) {
        let letters = witness.letters(of: campaign, ofOneDay: kind == .complaint, most: 13)
        for mail in letters[many.places.clamped(to: letters.indices)] {
            comesBack(Return(kind: kind, letter: 0, door: .mail), mail)
        }
    }

    private func comesBack(_ back: Return, _ mail: Witness.Mail) {
        let person = story.people[mail.person]
        // What speaks of somebody makes them known again.
        witness.state.withLock { state in if state.erased[person.number] != nil { state.erased[person.number] = true } }
        if back.door == .http { return tell(back, mail, person) }
        returned += 1
        let name = "1780272000.M\(100_000 + returned).mx"
        let subject = Return.Subject(letter: mail.letter, sender: mail.sender, person: person)
        do {
            for part in ["", "/tmp", "/new", "/kept"] { mkdir(witness.spool + part, 0o700) }
            let written = "\(witness.spool)/tmp/\(name)"
            try Data(back.octets(about: subject)).write(to: URL(fileURLWithPath: written))
            let put = Returns.Put(person: person.number, back: back, mail: mail, file: name, at: clock.passed)
            _ = witness.comesBack(put)
            rename(written, "\(witness.spool)/new/\(name)")
        } catch { trace.note("not done: \(error)") }
    }

    private func tell(_ back: Return, _ mail: Witness.Mail, _ person: Story.Person) {
        guard let (kind, said) = back.kind.told else { return }
        var fields = ["kind": kind, "address": person.address, "message_id": mail.letter.id]
        fields["said"] = said
        let number = witness.comesBack(
            Returns.Put(person: person.number, back: back, mail: mail, file: nil, at: clock.passed))
        ask(.json("/mail/v1/feedback", fields, token: token), by: person.number) { [witness] status in
            if status == 200 || status == 201 { witness.isRecorded(number) }
        }
    }

    /// Whatever a breaker has paused goes on.
    func resumeAll() throws {
        let paused = try books().rows(
            """
            SELECT c.name FROM pauses p JOIN campaigns c ON c.id = CAST(p.subject AS INTEGER) WHERE p.scope = 'campaign'
            """)
        for row in paused {
            perform(Happening(at: clock.elapsed, what: .resumes(campaign: row[0])))
        }
    }
}
