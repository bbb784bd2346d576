import UsherCore

/// Reads what stands after the arrow of an expectation, part by part.
struct ExpectationParts {
    private(set) var events: [Expectation.Happening] = []
    private(set) var expected: [Expectation.ExpectedStep] = []
    /// Of the last part.
    private(set) var endPlace: Place?
    private(set) var end = Expectation.End.nothingMore
    private let steps: [String]?
    private let names: ExpectationNames
    private let entry: WallTime?
    private let log: ProblemLog
    /// Of the part before.
    private var latest: WallTime?
    /// The part after which none may follow.
    private var last: String?
    private var saysNothing = false

    typealias Word = ExpectationWords.Word

    init(steps: [String]?, names: ExpectationNames, entry: WallTime?, log: ProblemLog) {
        self.steps = steps
        self.names = names
        self.entry = entry
        latest = entry
        self.log = log
    }

    /// `arrow` stands before `words`.
    mutating func read(_ words: ArraySlice<Word>, after arrow: Word) {
        var parts = words.split(omittingEmptySubsequences: false) { $0.text == ";" }
        if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
        var before = arrow
        for part in parts {
            guard let first = part.first else {
                log.add(at: before.place, "there is nothing after this '\(before.text)'; \(ExpectationReader.partForm)")
                continue
            }
            if let last { log.add(at: first.place, "nothing may stand after '\(last)'") }
            if saysNothing { log.add(at: first.place, "'nothing' is the only part where it stands") }
            read(part, first: first)
            before = part.last ?? first
        }
    }

    private mutating func read(_ part: ArraySlice<Word>, first: Word) {
        let texts = part.map(\.text)
        endPlace = first.place
        switch texts {
        case ["nothing"]:
            if !expected.isEmpty || !events.isEmpty {
                log.add(at: first.place, "'nothing' is the only part where it stands; leave it out here")
            }
            saysNothing = true
        case ["and", "so", "on"]:
            end = .anything
            last = "and so on"
        case _ where texts.starts(with: ["nothing", "after"]):
            last = "nothing after"
            guard let happening = last(part.dropFirst(2), after: part[part.startIndex + 1]) else { return }
            end = .nothingAfter(event: happening.name, at: happening.at)
        case _ where texts.first == "after": _ = happening(part.dropFirst(), after: first)
        default: step(part, first)
        }
    }

    /// `EVENT on MOMENT`, with an amount behind the event or without.
    private mutating func happening(_ words: ArraySlice<Word>, after before: Word) -> Expectation.Happening? {
        let phrase = Self.phrase(words)
        var rest = words.dropFirst(phrase.count)
        let value = ExpectationAmount.take(from: &rest, log: log)
        guard let name = phrase.first, let next = rest.first else {
            log.add(
                at: before.place, "'\(before.text)' needs an event and a moment: 'after purchased on 2026-11-25 10:00'")
            return nil
        }
        let isOn = next.text == "on"
        guard
            let at = ExpectationMoment.read(
                isOn ? rest.dropFirst() : rest, after: isOn ? next : name, since: latest, log: log)
        else { return nil }
        return add(phrase, name, value, at: at)
    }

    /// What means the event, up to the amount or the moment.
    private static func phrase(_ words: ArraySlice<Word>) -> ArraySlice<Word> {
        words.prefix { $0.text != "on" && !ExpectationMoment.begins(with: $0.text) }
    }

    /// `EVENT on MOMENT`, or `EVENT` alone: a minute after the part before.
    private mutating func last(_ words: ArraySlice<Word>, after before: Word) -> Expectation.Happening? {
        let phrase = Self.phrase(words)
        var rest = words.dropFirst(phrase.count)
        guard let name = phrase.first, let latest, rest.count == ExpectationAmount.length(in: rest) else {
            return happening(words, after: before)
        }
        let value = ExpectationAmount.take(from: &rest, log: log)
        return add(phrase, name, value, at: WallTime(milliseconds: latest.milliseconds + 60_000))
    }

    private mutating func add(
        _ phrase: ArraySlice<Word>, _ name: Word, _ value: Money?, at: WallTime
    ) -> Expectation.Happening? {
        let texts = phrase.map(\.text)
        guard let event = names.event(texts) else {
            Self.unknownEvent(name, texts, names, log)
            return nil
        }
        advance(to: at, from: name)
        let happening = Expectation.Happening(
            name: event, at: at, followsStep: expected.last?.at == at, value: value)
        events.append(happening)
        return happening
    }

    static func unknownEvent(_ word: Word, _ texts: [String], _ names: ExpectationNames, _ log: ProblemLog) {
        let text = texts.joined(separator: " ")
        log.add(
            at: word.place,
            "event '\(PlainText.shortened(text))' is not in config/journey.yaml"
                + Suggestion.phrase(for: texts.last ?? text, in: names.eventWords ?? []))
    }

    /// `STEP at once` or `STEP on MOMENT`
    private mutating func step(_ part: ArraySlice<Word>, _ name: Word) {
        let rest = part.dropFirst()
        let isAtOnce = rest.map(\.text) == ["at", "once"]
        guard isAtOnce || rest.first?.text == "on", let on = rest.first else {
            let text = PlainText.shortened(part.map(\.text).joined(separator: " "))
            log.add(at: name.place, "'\(text)' is not understood; \(ExpectationReader.partForm)")
            return
        }
        check(name, in: steps, "there is no step '\(PlainText.shortened(name.text))'")
        if expected.contains(where: { $0.name == name.text }) {
            log.add(at: name.place, "step '\(name.text)' stands twice; nobody gets one twice")
        }
        let moment = isAtOnce ? entry : ExpectationMoment.read(rest.dropFirst(), after: on, since: latest, log: log)
        guard let at = moment else { return }
        advance(to: at, from: name)
        expected.append(.init(name: name.text, at: at, isAtOnce: isAtOnce, place: name.place))
    }

    private mutating func advance(to moment: WallTime, from word: Word) {
        if let latest, moment < latest {
            log.add(
                at: word.place,
                "\(Wording.dayAndTime(moment)) is before \(Wording.dayAndTime(latest)); write the parts in order of time"
            )
        }
        latest = max(latest ?? moment, moment)
    }

    private func check(_ word: Word, in known: [String]?, _ message: String) {
        guard let known, !known.contains(word.text) else { return }
        log.add(at: word.place, message + Suggestion.phrase(for: word.text, in: known))
    }
}
