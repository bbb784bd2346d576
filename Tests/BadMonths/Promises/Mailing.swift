/// What is promised of each message that a mailbox gets, judged when it comes.
struct Mailing {
    /// What was promised not to happen.
    private(set) var wrong: [String] = []

    private let mail: Witness.Mail
    private let step: String
    private let isMarketing: Bool
    private let campaign: String
    private let person: Story.Person
    private let state: Witness.State
    private let choice: MonthHome.Choice

    /// `state`: what was before it came.
    init(
        _ mail: Witness.Mail, begun: Witness.Begun?, _ state: Witness.State, person: Story.Person,
        choice: MonthHome.Choice
    ) {
        self.mail = mail
        self.person = person
        self.state = state
        self.choice = choice
        step = mail.letter.subject
        isMarketing = mail.isMarketing
        campaign = mail.campaign
        let earlier = state.mails[(state.known[mail.person] ?? 0)...].filter { $0.person == mail.person }
        copies(earlier)
        sender(earlier)
        if let begun { no(begun) }
        if let begun { pause(begun) }
        if state.wasSetAt.isEmpty {
            window()
            cap(earlier)
            time(earlier)
        }
        wording()
    }

    private mutating func say(_ sentence: String) {
        wrong.append("\(Happening.time(mail.at)): \(step) to person \(person.number): \(sentence)")
    }

    /// Each step once; a second copy only where nobody heard that the first was taken, and octet for octet the same.
    private mutating func copies(_ earlier: [Witness.Mail]) {
        let same = earlier.filter { $0.letter.id == mail.letter.id }
        if mail.letter.id.isEmpty { say("it has no Message-ID") }
        for copy in same where copy.sum != mail.sum { return say("a second copy is another text than the first") }
        for copy in same where copy.sender != mail.sender {
            say("a second copy is from \(mail.sender), and the first was from \(copy.sender)")
        }
        let isRetried = state.retried.contains("\(mail.person) \(step)")
        // What came back may be sent again, by the operator's word.
        if !isRetried || !state.returns.hasSome(of: mail.person, about: step),
            let said = same.first(where: { $0.isSaid && wasHeard($0) })
        {
            say("it came again, though the relay had taken it at \(Happening.time(said.at))")
        }
        if choice.holdsDoubt, !isRetried, same.contains(where: { $0.answer != .no }) {
            say("it came again, though doubts are held")
        }
        if step.contains("/"), earlier.contains(where: { $0.letter.subject == step && $0.letter.id != mail.letter.id })
        {
            say("the same step came under two Message-IDs")
        }
    }

    /// Long enough for an answer to come and to be recorded.
    private static let recording: UInt64 = 90_000_000_000

    /// Whether the daemon certainly heard and recorded that the relay has it: it still lives, had its time to stop, or
    /// lived on for long enough, or until it had nothing in its hands, and its disk was well.
    private func wasHeard(_ copy: Witness.Mail) -> Bool {
        guard copy.life != mail.life else { return true }
        guard let end = state.ends[copy.life], !state.onBadDisk.contains(copy.life) else { return false }
        return end.isStop || end.moment > copy.moment + Self.recording
            || state.restedAt[copy.life].map { $0 > copy.moment } ?? false
    }

    /// The sender's own address, or one of the message's own where bounces come back.
    private mutating func sender(_ earlier: [Witness.Mail]) {
        guard choice.bounces else {
            if mail.sender != "<ida@shop.example>" { say("its envelope is from \(mail.sender)") }
            return
        }
        if !mail.sender.hasSuffix("@back.example>") { say("its envelope is from \(mail.sender)") }
        if earlier.contains(where: { $0.sender == mail.sender && $0.letter.id != mail.letter.id }) {
            say("another message has the same return address")
        }
    }

    private mutating func no(_ begun: Witness.Begun) {
        for no in begun.nos where no.isOfAll || (isMarketing && (no.campaign == nil || no.campaign == campaign)) {
            if let until = no.until, begun.at >= until { continue }
            say("it began after the no (\(no.by)) was answered")
        }
    }

    /// What was claimed before the pause may still begin for a while, as long as the daemon has something in its hands.
    private static let grace: UInt64 = 200_000_000_000

    private func holds(_ since: UInt64, _ begun: Witness.Begun) -> Bool {
        begun.moment > since + Self.grace || begun.rested > since
    }

    private mutating func pause(_ begun: Witness.Begun) {
        guard step.contains("/") else { return }
        for scope in [nil, campaign] {
            guard let since = begun.pauses[scope], holds(since, begun) else { continue }
            say("it began while \(scope ?? "the relay") was paused")
        }
        if isMarketing, let since = begun.breakers[campaign], holds(since, begun) {
            say("it began while a breaker paused \(campaign)")
        }
    }

    /// Where what serves changed so lately, what was before may still hold.
    private static let change: Int64 = 1_200_000

    /// The hours east of Greenwich that the person's clock may have.
    private var hours: [Int64] {
        guard let clock = state.clocks[mail.person] else { return [person.hours] }
        return mail.passed - clock.since < Self.change ? [clock.hours, person.hours] : [clock.hours]
    }

    /// The files that serve, and those that did a moment ago.
    private var shops: [Shop] {
        [state.serving] + state.served.filter { mail.passed - $0.until < Self.change }.map(\.shop)
    }

    /// The hours of weekdays on the person's own clock, and some minutes for what was claimed just before. What could
    /// not go on a Friday may go in the evening or at the weekend, before its two days are over.
    private mutating func window() {
        guard isMarketing, !MonthHome.atOnce.contains(step) else { return }
        // So may what the operator sends again, after any time.
        let isRetried = state.retried.contains("\(mail.person) \(step)")
        let mayBeLate = isRetried || (state.troubleAt.map { mail.at - $0 < 2 * Story.day } ?? false)
        let timings = shops.flatMap { shop in hours.map { Timing(hours: $0, window: shop.window) } }
        guard
            !timings.contains(where: { timing in
                timing.isOpen(mail.at) || timing.isOpen(mail.at - 600_000) || (mayBeLate && timing.isWeekend(mail.at))
            })
        else { return }
        say("it came at \(Happening.time(mail.at + person.hours * 3_600_000)) of their clock, outside of the window")
    }

    /// Nothing goes before its time, and what nothing keeps back goes when its time has come.
    private mutating func time(_ earlier: [Witness.Mail]) {
        guard step.contains("/"), !earlier.contains(where: { $0.letter.id == mail.letter.id }),
            let before = earlier.filter({ $0.isSaid && $0.letter.subject.hasPrefix("\(campaign)/") }).last,
            !state.retried.contains("\(mail.person) \(step)"), !state.refused.contains(mail.person),
            state.clocks[mail.person] == nil
        else { return }
        let timing = Timing(hours: person.hours, window: state.serving.window)
        let days = (state.days[step] ?? []).min() ?? 0
        if timing.day(mail.at) < timing.day(before.at) + Int64(days) {
            say(
                "it came before its \(days) days were over: \(before.letter.subject) came at \(Happening.time(before.at))"
            )
        }
        guard state.weather == .fine, !state.edited.contains(campaign), wasHeard(before), choice.warmUp == nil,
            let own = state.serving.step(step),
            state.served.allSatisfy({ $0.shop.window == state.serving.window })
        else { return }
        let order = state.serving.subjects(of: campaign)
        guard let place = order.firstIndex(of: step), place > 0, order[place - 1] == before.letter.subject else {
            return
        }
        let others = earlier.filter { $0.isSaid && $0.isMarketing }
        let due = timing.due(own, after: before.at, others: others.map(\.at))
        guard state.wellSince < due - Self.change, own.isTransactional || (timing.rest(due) ?? 0) > Self.patience else {
            return
        }
        if mail.at > due + Self.patience { say("it was due and allowed at \(Happening.time(due))") }
    }

    /// What the slowest limit takes for everybody who may be due at once.
    private static let patience: Int64 = 3_600_000

    /// How long the text of a first attempt may last: until its deadline, and the longest pause.
    private static let composition = 5 * Story.day

    /// The wording of the files that serve, and never that of files that were refused; nothing of a step that is gone.
    private mutating func wording() {
        guard step.contains("/") else { return }
        if mail.letter.edition == Shop.wrongEdition { say("it has the wording of files with a mistake") }
        let lately = [state.serving] + state.served.filter { mail.passed - $0.until < Self.composition }.map(\.shop)
        // What the operator has sent again is the message that failed, by the name that its step had.
        guard !state.retried.contains("\(mail.person) \(step)") else { return }
        if !lately.contains(where: { $0.step(step) != nil }) { return say("its step was removed") }
        let keys = mail.letter.selectors.first.map { String($0.prefix { $0 != "-" }) }
        if !lately.contains(where: { $0.keys == keys }) {
            say("it is signed with \(keys ?? "no keys"), and others serve")
        }
        if !lately.contains(where: { $0.step(step)?.edition == mail.letter.edition }) {
            say("it has the wording \(mail.letter.edition ?? 0), and another serves")
        }
    }

    private mutating func cap(_ earlier: [Witness.Mail]) {
        guard isMarketing, !MonthHome.atOnce.contains(step) else { return }
        for other in earlier where other.isSaid && other.letter.id != mail.letter.id {
            guard other.isMarketing, mail.at - other.at < 20 * 3_600_000 - 120_000 else { continue }
            say("it came within twenty hours of \(other.letter.subject) at \(Happening.time(other.at))")
        }
    }
}
