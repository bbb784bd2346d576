import UsherCore

/// What stands before the arrow of an expectation: who does what when, and on which clock.
struct ExpectationHead {
    let start: Expectation.Start
    /// Nil after saying what is wrong with it.
    let entry: WallTime?
    /// Another zone than the sample's own.
    let zone: String?

    typealias Word = ExpectationWords.Word

    /// Of the words after the person; nil where they are no head at all, and nothing was said.
    static func read(
        _ words: ArraySlice<Word>, campaign: String, names: ExpectationNames, log: ProblemLog
    ) -> ExpectationHead? {
        guard let verb = words.first else { return nil }
        var rest = words
        let zone = takeZone(&rest, log)
        var verbWords: [Word]
        if verb.text == "enters" {
            guard let name = rest.dropFirst().first, let on = rest.dropFirst(2).first, on.text == "on" else {
                return nil
            }
            if name.text != campaign {
                log.add(
                    at: name.place, "this file is about '\(campaign)'; '\(PlainText.shortened(name.text))' has its own")
            }
            let moment = ExpectationMoment.read(rest.dropFirst(3), after: on, since: nil, log: log)
            return ExpectationHead(start: .enters, entry: moment, zone: zone)
        }
        let does = verb.text == "does"
        if does { rest.removeFirst() }
        verbWords = Array(rest.prefix { $0.text != "on" && !ExpectationMoment.begins(with: $0.text) })
        rest = rest.dropFirst(verbWords.count)
        let value = ExpectationAmount.take(from: &rest, log: log)
        guard let first = verbWords.first, let last = verbWords.last, !rest.isEmpty else { return nil }
        guard let event = names.event(verbWords.map(\.text)) else {
            guard does else { return nil }
            ExpectationParts.unknownEvent(first, verbWords.map(\.text), names, log)
            return ExpectationHead(start: .does(event: first.text), entry: nil, zone: zone)
        }
        let on = rest.first.flatMap { $0.text == "on" ? $0 : nil }
        let moment = ExpectationMoment.read(
            on == nil ? rest : rest.dropFirst(), after: on ?? last, since: nil, log: log)
        return ExpectationHead(start: .does(event: event, value: value), entry: moment, zone: zone)
    }

    /// `in Auckland`, `in New York` or `in Europe/Vienna` at the end.
    private static func takeZone(_ words: inout ArraySlice<Word>, _ log: ProblemLog) -> String? {
        guard let index = words.lastIndex(where: { $0.text == "in" }), index + 1 < words.endIndex else { return nil }
        let text = words[(index + 1)...].map(\.text).joined(separator: "_")
        let place = words[index + 1].place
        words = words[..<index]
        if ZoneClock.named(text) != nil { return text }
        let cities = ZoneClock.names(ofCity: text)
        if cities.count == 1 { return cities.first }
        log.add(
            at: place,
            cities.isEmpty
                ? KnownNames.zoneFault(text) ?? "is not a time zone"
                : "'\(PlainText.shortened(text))' is in several time zones: \(cities.joined(separator: ", "))")
        return nil
    }
}
