import UsherCore

/// `config/journey.yaml`.
///
/// ```yaml
/// unknown_people: add
/// notices_to: workshop@shop.example
/// stages:
///   excite: Enjoys the first order
/// events:
///   purchased: { reaches: convert, means: purchase, again: purchased_again }
///   purchased_again: { reaches: ascend, means: purchase }
///   quickstart_opened: { reaches: excite, label: Opened the quick start }
///   refunded: { label: Got the money back }
///   review_given: { reaches: advocate, low_score: { at_most: 6, event: low_score_given } }
///   low_score_given: { label: Was not happy, notice: low-score }
///   question_asked: none
/// ```
///
/// An event without `reaches` moves nobody, like one that is `none`.
struct JourneyDocument {
    let journey: Journey
    /// The notices that events name, and where.
    let notices: [(name: String, place: Place)]

    /// What becomes of an event of somebody unknown.
    private enum UnknownContacts: String, CaseIterable {
        case add, refuse
    }

    static func read(_ root: Field) -> JourneyDocument? {
        root.record { keys in
            let unknownContacts = keys["unknown_people"]?.choice(UnknownContacts.self) ?? .add
            let labels = keys["stages"].map(stageLabels) ?? [:]
            let noticesTo = keys["notices_to"]?.address().flatMap { try? EmailAddress($0) }
            guard let field = keys.required("events") else { return nil }
            var notices: [(name: String, place: Place)] = []
            var listed: [Listed] = []
            let events = field.names { name, value -> Journey.Event? in
                listed.append((name, value))
                guard Identifier.isOne(name, also: "_") else {
                    return value.refuse(Identifier.complaint(name, as: "an event's name", also: "_"))
                }
                return event(value, &notices)
            }
            let known = Dictionary(events) { first, _ in first }
            checkLowScores(listed, known)
            checkRepeats(listed, known)
            checkSaid(listed, known)
            let journey = Journey(
                events: known, addsUnknownContacts: unknownContacts == .add,
                stageLabels: labels, noticesTo: noticesTo)
            return JourneyDocument(journey: journey, notices: notices)
        }
    }

    /// An event of the file, whether or not it could be read.
    private typealias Listed = (name: String, field: Field)

    /// A low score counts as an event that stands in the list as well, and goes no further.
    private static func checkLowScores(_ listed: [Listed], _ events: [String: Journey.Event]) {
        let names = listed.map(\.name)
        for (name, field) in listed {
            guard let low = events[name]?.lowScore else { continue }
            if !names.contains(low.event) {
                field.refuse(
                    "event '\(low.event)', which a low score counts as, is not in this file"
                        + Suggestion.phrase(for: low.event, in: names, orElse: "; add it under 'events'"))
            } else if low.event == name || events[low.event]?.lowScore != nil {
                field.refuse("a low score must count as an event without 'low_score', and '\(low.event)' has one")
            }
        }
    }

    /// A repeat counts as an event that stands in the list as well, means the same, and goes no further.
    private static func checkRepeats(_ listed: [Listed], _ events: [String: Journey.Event]) {
        let names = listed.map(\.name)
        for (name, field) in listed {
            guard let event = events[name], let again = event.again else { continue }
            guard names.contains(again) else {
                field.refuse(
                    "event '\(again)', which '\(name)' counts as again, is not in this file"
                        + Suggestion.phrase(for: again, in: names, orElse: "; add it under 'events'"))
                continue
            }
            guard let other = events[again] else { continue }
            if again == name {
                field.refuse("'\(name)' counts as itself again; name another event, or leave 'again' out")
            } else if other.again != nil {
                field.refuse("'again' must name an event without 'again', and '\(again)' has one")
            } else if event.lowScore != nil || other.lowScore != nil {
                field.refuse("an event has 'again' or 'low_score', and neither may count as an event with the other")
            } else if event.means != other.means {
                field.refuse(
                    "'\(name)' counts as '\(again)' again, and they mean different things; give both the same 'means'")
            }
        }
    }

    /// A word means one event, and no word of `.expect` files has another meaning there.
    private static func checkSaid(_ listed: [Listed], _ events: [String: Journey.Event]) {
        var owners = Dictionary(uniqueKeysWithValues: events.keys.map { ($0, $0) })
        for (name, field) in listed {
            for word in events[name]?.said ?? [] where word != name {
                if let owner = owners[word] {
                    field.refuse("'said: \(word)' means '\(owner)' already")
                } else if ExpectationReader.ownWords.contains(word) {
                    field.refuse("'said: \(word)' means something else in .expect files")
                }
                owners[word] = name
            }
        }
    }

    private static func event(_ field: Field, _ notices: inout [(name: String, place: Place)]) -> Journey.Event? {
        guard field.isRecord else { return reached(field).map { Journey.Event(reaches: $0.stage) } }
        return field.record { keys in
            let label = keys["label"]?.line()
            let noticeField = keys["notice"]
            let notice = noticeField?.identifier(also: "-")
            if let noticeField, let notice { notices.append((notice, noticeField.place)) }
            var event = Journey.Event(
                reaches: keys["reaches"].flatMap(reached)?.stage, label: label, notice: notice,
                lowScore: keys["low_score"].flatMap(lowScore), means: keys["means"]?.choice(Journey.Meaning.self),
                again: keys["again"]?.identifier(also: "_"))
            event.said = keys["said"]?.list { $0.identifier(also: "_") } ?? []
            return event
        }
    }

    private static func lowScore(_ field: Field) -> LowScore? {
        field.record { keys in
            let most = keys.required("at_most")?.whole(in: 0...1000)
            let event = keys.required("event")?.identifier(also: "_")
            guard let most, let event else { return nil }
            return LowScore(atMost: most, event: event)
        }
    }

    /// A stage, or `none`.
    private static func reached(_ field: Field) -> (stage: Stage?, Void)? {
        if field.scalar == "none" { return (nil, ()) }
        let words = Stage.allCases.map(\.rawValue)
        guard let scalar = field.scalar, let stage = Stage(rawValue: scalar) else {
            return field.refuse(
                "\(field.title) must reach a stage or none, not \(field.looks)"
                    + Suggestion.phrase(
                        for: field.scalar ?? "", in: words + ["none"],
                        orElse: "; the stages are \(words.joined(separator: ", "))"))
        }
        return (stage, ())
    }

    private static func stageLabels(_ field: Field) -> [Stage: String] {
        let words = Stage.allCases.map(\.rawValue)
        let pairs = field.names { name, value -> (Stage, String)? in
            guard let stage = Stage(rawValue: name) else {
                return value.refuse(
                    Stage.unknown(PlainText.shortened(name), hint: Suggestion.phrase(for: name, in: words)))
            }
            return value.line().map { (stage, $0) }
        }
        return Dictionary(pairs.map(\.1)) { first, _ in first }
    }
}
