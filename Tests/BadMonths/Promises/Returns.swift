/// What came back to the shop, and what of it the daemon has certainly recorded.
struct Returns: Sendable {
    struct Put: Sendable {
        let person: Int
        let back: Return
        let mail: Witness.Mail
        /// Its name in the spool; nil of what was told over HTTP.
        let file: String?
        /// In milliseconds that went by.
        let at: Int64
        var isRecorded = false

        /// What tells it from other mails: the server that brought it last does not.
        var isMail: String { "\(back.kind.rawValue) \(back.wording) \(back.door.rawValue) \(back.isForged)" }

        fileprivate func isAbout(_ person: Int, _ subject: String) -> Bool {
            self.person == person && mail.letter.subject == subject && !back.isForged
        }
    }

    private(set) var puts: [Put] = []
    /// Those that may not be recorded yet.
    private(set) var waiting: Set<Int> = []

    /// Some may be in the spool.
    var hasMails: Bool { waiting.contains { puts[$0].file != nil } }

    /// What came into the spool before that moment, and is there yet.
    func mails(before moment: Int64) -> [Put] {
        waiting.sorted().map { puts[$0] }.filter { $0.file != nil && $0.at < moment }
    }

    /// Returns its number.
    mutating func add(_ put: Put) -> Int {
        puts.append(put)
        waiting.insert(puts.count - 1)
        return puts.count - 1
    }

    /// The first time that this is known, what it was.
    mutating func isRecorded(_ number: Int) -> Put? {
        guard waiting.remove(number) != nil else { return nil }
        puts[number].isRecorded = true
        return puts[number]
    }

    // MARK: What it may be the reason of

    /// For a message to have come to an end otherwise than being sent.
    func explains(_ person: Int, _ subject: String, is state: String) -> Bool {
        puts.contains { $0.isAbout(person, subject) && $0.back.kind.state == state }
    }

    func hasSome(of person: Int, about subject: String) -> Bool {
        puts.contains { $0.isAbout(person, subject) && $0.back.kind.state != nil }
    }

    /// For a suppression: mail that does not arrive counts after five days of it.
    func explains(_ person: Int, suppressedAs reason: String) -> Bool {
        let found = puts.filter { $0.person == person && !$0.back.isForged && $0.back.kind.reason == reason }
        guard reason == "unreachable" else { return !found.isEmpty }
        return Set(found.map { $0.mail.letter.id }).count >= 5
    }

    /// For a campaign's pause: of how many messages since then something of that kind came back.
    func messages(of campaign: String, since moment: Int64, _ kind: Return.Kind) -> Int {
        let found = puts.filter {
            $0.mail.campaign == campaign && !$0.back.isForged && $0.back.kind == kind && $0.mail.at >= moment
        }
        return Set(found.map(\.mail.letter.id)).count
    }
}

extension Witness.Mail {
    var isMarketing: Bool { letter.subject.contains("/") && !MonthHome.transactional.contains(letter.subject) }
    var campaign: String { String(letter.subject.prefix { $0 != "/" }) }
}
