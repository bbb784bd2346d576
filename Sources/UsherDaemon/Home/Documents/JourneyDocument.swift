import UsherCore

/// `config/journey.yaml`.
///
/// ```yaml
/// stages:
///   excite: Enjoys the first order
/// events:
///   purchased: convert
///   quickstart_opened: { reaches: excite, label: Opened the quick start }
///   refunded: { label: Got the money back }
///   question_asked: none
/// ```
///
/// An event without `reaches` moves nobody, like one that is `none`.
enum JourneyDocument {
    static func read(_ root: Field) -> Journey? {
        root.record { keys in
            let labels = keys["stages"].map(stageLabels) ?? [:]
            guard let field = keys.required("events") else { return nil }
            let events = field.names { name, value -> Journey.Event? in
                guard Identifier.isOne(name, also: "_") else {
                    return value.refuse(Identifier.complaint(name, as: "an event's name", also: "_"))
                }
                return event(value)
            }
            return Journey(events: Dictionary(events) { first, _ in first }, stageLabels: labels)
        }
    }

    private static func event(_ field: Field) -> Journey.Event? {
        guard field.isRecord else { return reached(field).map { Journey.Event(reaches: $0.stage) } }
        return field.record { keys in
            let label = keys["label"]?.line()
            return Journey.Event(reaches: keys["reaches"].flatMap(reached)?.stage, label: label)
        }
    }

    /// A stage, or `none`.
    private static func reached(_ field: Field) -> (stage: Stage?, Void)? {
        if field.scalar == "none" { return (nil, ()) }
        let words = Stage.allCases.map(\.rawValue)
        guard let scalar = field.scalar, let stage = Stage(rawValue: scalar) else {
            let hint = Suggestion.phrase(for: field.scalar ?? "", in: words + ["none"])
            return field.refuse(
                "\(field.title) must reach a stage or none, not \(field.looks)"
                    + (hint.isEmpty ? "; the stages are \(words.joined(separator: ", "))" : hint))
        }
        return (stage, ())
    }

    private static func stageLabels(_ field: Field) -> [Stage: String] {
        let words = Stage.allCases.map(\.rawValue)
        let pairs = field.names { name, value -> (Stage, String)? in
            guard let stage = Stage(rawValue: name) else {
                return value.refuse(
                    "unknown stage '\(Field.shortened(name))'\(Suggestion.phrase(for: name, in: words))")
            }
            return value.line().map { (stage, $0) }
        }
        return Dictionary(pairs.map(\.1)) { first, _ in first }
    }
}
