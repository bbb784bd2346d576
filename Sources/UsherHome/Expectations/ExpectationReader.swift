import UsherCore

/// Reads one `.expect` file.
///
/// ```
/// PERSON enters CAMPAIGN on MOMENT -> PART; PART; ...
/// PERSON does EVENT on MOMENT in ZONE -> PART; PART; ...
/// ```
///
/// | Part | Means |
/// | --- | --- |
/// | `STEP at once` | goes in the minute of the entry |
/// | `STEP on MOMENT` | goes then |
/// | `after EVENT on MOMENT` | the person does this then |
/// | `nothing after EVENT on MOMENT` | the person does this, and gets no more of the campaign; the last part |
/// | `nothing after EVENT` | the same, a minute after the part before |
/// | `nothing` | gets nothing at all; the only part |
/// | `and so on` | other steps may follow; the last part. Without it, every step that goes is named |
///
/// A moment is `2026-11-23 09:30` or, with its day of the week, `Mon 2026-11-23 09:30`; without a date, `Monday 09:30`,
/// it is the first such one after the part before. Parts stand in order of time. `does` may be left out, and for the
/// event's name a word stand that `journey.yaml` says for it; behind it may stand what it is worth, `refunded 5.00
/// EUR`. `in ZONE` is another clock than the sample's own.
struct ExpectationReader {
    private let campaign: String
    private let names: ExpectationNames
    private let log: ProblemLog

    static func read(
        _ text: String, file: String, campaign: String, names: ExpectationNames, log: ProblemLog
    ) -> [Expectation] {
        let reader = ExpectationReader(campaign: campaign, names: names, log: log)
        let entries = ExpectationWords.entries(of: text, file: file)
        if entries.isEmpty { log.add(at: Place(file: file), "this file has no expectation; \(form)") }
        return entries.compactMap(reader.entry)
    }

    /// What `journey.yaml` may not call an event by.
    static let ownWords: Set<String> = ["enters", "does", "on", "in", "at", "after", "nothing", "and"]
    static let form = "write for example 'sam enters welcome on 2026-11-20 23:50 -> download at once'"
    static let partForm =
        "a part is 'STEP at once', 'STEP on MOMENT', 'after EVENT on MOMENT', 'nothing after EVENT on MOMENT', 'nothing' or "
        + "'and so on'"

    private func entry(_ words: [ExpectationWords.Word]) -> Expectation? {
        guard let first = words.first else { return nil }
        let sides = words.split(maxSplits: 1, omittingEmptySubsequences: false) { $0.text == "->" }
        guard sides.count == 2 else {
            log.add(at: first.place, "this line has no '->'; \(Self.form)")
            return nil
        }
        let head = sides[0]
        let isWhole = head.count >= 3
        guard isWhole, let start = ExpectationHead.read(head.dropFirst(), campaign: campaign, names: names, log: log)
        else {
            log.add(at: first.place, "this line does not say who enters what and when; \(Self.form)")
            return nil
        }
        check(head[0], in: names.samples, "sample person", "config/samples.yaml")
        var parts = ExpectationParts(steps: names.steps[campaign], names: names, entry: start.entry, log: log)
        parts.read(sides[1], after: words[head.count])
        guard let entry = start.entry else { return nil }
        return Expectation(
            person: head[0].text, campaign: campaign, start: start.start, zone: start.zone, entry: entry,
            events: parts.events, steps: parts.expected, end: parts.end, place: first.place,
            endPlace: parts.endPlace ?? first.place)
    }

    private func check(_ word: ExpectationWords.Word, in known: [String]?, _ what: String, _ file: String) {
        guard let known, !known.contains(word.text) else { return }
        log.add(
            at: word.place,
            "there is no \(what) '\(PlainText.shortened(word.text))' in \(file)"
                + Suggestion.phrase(
                    for: word.text, in: known,
                    orElse: known.isEmpty ? "" : "; there are \(known.joined(separator: ", "))"))
    }
}
