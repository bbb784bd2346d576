/// What is promised of each message that a mailbox gets, judged when it comes.
struct Mailing {
    /// What was promised not to happen.
    private(set) var wrong: [String] = []

    private let mail: Witness.Mail
    private let step: String
    private var isMarketing: Bool { step.contains("/") && !MonthHome.transactional.contains(step) }
    private var campaign: String { String(step.prefix { $0 != "/" }) }
    private let person: Story.Person
    private let troubleAt: Int64?

    /// `before`: what came to mailboxes earlier.
    init(
        _ mail: Witness.Mail, begun: Witness.Begun?, before: [Witness.Mail], person: Story.Person,
        choice: MonthHome.Choice, wasSetAt: [Int64], troubleAt: Int64?
    ) {
        self.mail = mail
        self.person = person
        self.troubleAt = troubleAt
        step = mail.letter.subject
        let earlier = before.filter { $0.person == mail.person }
        copies(earlier, choice)
        if let begun { no(begun) }
        if let begun { pause(begun) }
        if wasSetAt.isEmpty {
            window()
            cap(earlier)
        }
    }

    private mutating func say(_ sentence: String) {
        wrong.append("\(Happening.time(mail.at)): \(step) to person \(person.number): \(sentence)")
    }

    /// Each step once; a second copy only where nobody heard that the first was taken, and octet for octet the same.
    private mutating func copies(_ earlier: [Witness.Mail], _ choice: MonthHome.Choice) {
        let same = earlier.filter { $0.letter.id == mail.letter.id }
        if mail.letter.id.isEmpty { say("it has no Message-ID") }
        for copy in same where copy.sum != mail.sum { return say("a second copy is another text than the first") }
        if let said = same.first(where: { $0.isSaid && $0.life == mail.life }) {
            say("it came again, though the relay had taken it at \(Happening.time(said.at))")
        }
        if choice.holdsDoubt, same.contains(where: { $0.answer != .no }) {
            say("it came again, though doubts are held")
        }
        if step.contains("/"), earlier.contains(where: { $0.letter.subject == step && $0.letter.id != mail.letter.id })
        {
            say("the same step came under two Message-IDs")
        }
    }

    private mutating func no(_ begun: Witness.Begun) {
        guard isMarketing else { return }
        for no in begun.nos where no.campaign == nil || no.campaign == campaign {
            if let until = no.until, begun.at >= until { continue }
            say("it began after the no (\(no.by)) was answered")
        }
    }

    /// What was claimed before the pause may still begin for a while.
    private static let grace: UInt64 = 200_000_000_000

    private mutating func pause(_ begun: Witness.Begun) {
        guard step.contains("/") else { return }
        for scope in [nil, campaign] {
            guard let since = begun.pauses[scope], begun.moment > since + Self.grace else { continue }
            say("it began while \(scope ?? "the relay") was paused")
        }
    }

    /// Weekdays from nine to six on the person's own clock, and some minutes for what was claimed just before. What
    /// could not go on a Friday may go in the evening or at the weekend, before its two days are over. The month begins
    /// on a Monday.
    private mutating func window() {
        guard isMarketing, !MonthHome.atOnce.contains(step) else { return }
        let local = mail.at + person.hours * 3_600_000
        let (day, time) = (local.floored(86_400_000), local - local.floored(86_400_000) * 86_400_000)
        let weekday = day - day.floored(7) * 7
        let mayBeLate = troubleAt.map { mail.at - $0 < 2 * Story.day } ?? false
        if mayBeLate, weekday > 4 || (weekday == 4 && time > 18 * 3_600_000) { return }
        if weekday > 4 || time < 9 * 3_600_000 || time > 18 * 3_600_000 + 600_000 {
            say("it came at \(Happening.time(local)) of their clock, outside of weekdays 09:00-18:00")
        }
    }

    private mutating func cap(_ earlier: [Witness.Mail]) {
        guard isMarketing, !MonthHome.atOnce.contains(step) else { return }
        for other in earlier where other.isSaid && other.letter.id != mail.letter.id {
            let isMarketing =
                other.letter.subject.contains("/") && !MonthHome.transactional.contains(other.letter.subject)
            guard isMarketing, mail.at - other.at < 20 * 3_600_000 - 120_000 else { continue }
            say("it came within twenty hours of \(other.letter.subject) at \(Happening.time(other.at))")
        }
    }
}

extension Int64 {
    /// The quotient towards minus infinity.
    fileprivate func floored(_ divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
