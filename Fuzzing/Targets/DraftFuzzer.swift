import TestSupport
import UsherCore
import UsherIntake

extension Fuzzer {
    /// Events and entries as one JSON object. The first octet says which, and who tells it.
    static let draft = Fuzzer(
        "draft",
        words: DraftField.allCases.map { "\"\($0.rawValue)\":" } + [
            "{", "}", ",", "null", "true", "\"purchased\"", "\"visited\"", "\"ada@example.org\"", "\"welcome\"",
            "\"EUR\"",
            "\"49.50\"", "\"2026-11-20 09:30\"", "\"2026-11-20T09:30:00Z\"", "\"Europe/Berlin\"", "\"de-AT\"",
            "{\"since\":\"2026-12-04\"}", "\\u0000", "\"signed_up\"", "\"confirmed\"", "1000000000",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let choice = Int(input.next())
        let kind: Draft.Kind = choice & 1 == 0 ? .event : .entry
        let first = reading(input.rest, kind, tellers[choice / 2 % tellers.count])
        let second = reading(input.rest, kind, tellers[choice / 2 % tellers.count])
        if case .refused = first, case .refused = second {
            // Which of several faults is told depends on the order of a dictionary.
        } else {
            try hold(first == second, "The same draft is read in two ways: \(first) and \(second)")
        }
        switch first {
        case .refused(let reason):
            try hold(reason.utf8.count <= 4000 + 8 * octets.count, "A refusal is very long: \(reason)")
            let line = PrintableText.line(reason)
            try hold(line == reason, "A refusal has a control character: \(line)")
            return
        case .told(.event(let request)):
            try hold(!request.event.key.isEmpty, "An event has no key.")
            try hold(EmailAddress(stored: request.person.address.wire) != nil, "An address is none.")
        case .told(.visits(let visits)): try hold(visits.count > 0, "Nobody visited.")
        case .entry: break
        }
        let again = (try? Draft(json: input.rest, as: kind)).map { Array(written($0).utf8) } ?? []
        let third = reading(again[...], kind, tellers[choice / 2 % tellers.count])
        try hold(third == first, "A draft that is written again is another: \(third)")
    }

    /// What becomes of a draft.
    private enum DraftReading: Equatable {
        case told(ToldEvent)
        case entry(EntryRequest)
        case refused(String)
    }

    private static func reading(_ octets: ArraySlice<UInt8>, _ kind: Draft.Kind, _ teller: Teller) -> DraftReading {
        var reader = DraftReader(plan: plan, source: "fuzz", teller: teller) { "made up" }
        do throws(Misreading) {
            let draft = try Draft(json: octets, as: kind)
            return switch kind {
            case .event: .told(try reader.event(draft, now: now))
            case .entry: .entry(try reader.entry(draft, now: now))
            }
        } catch {
            return .refused(error.reason)
        }
    }

    private static func written(_ draft: Draft) -> String {
        var fields = draft.texts.map { ($0.field.rawValue, TemplateValue.text($0.text)) }
        for (name, record) in [("attributes", draft.attributes), ("data", draft.data)] where !record.isEmpty {
            fields.append((name, .object(record.mapValues(TemplateValue.text))))
        }
        return TemplateValue.object(Dictionary(fields) { first, _ in first }).json()
    }

    private static let now = Timestamp(seconds: 1_795_431_600)
    private static let tellers: [Teller] = [.operatorHere, .page, .program([.events]), .program([.events, .consent])]
    private static let plan = Plan.welcome(attributes: [
        "since": .date, "size": .number, "budget": .money, "likes": .list, "vip": .yesNo, "note": .text,
    ])
}
