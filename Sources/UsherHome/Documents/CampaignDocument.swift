import UsherCore

/// `config/campaigns/NAME.yaml`, read.
struct CampaignDocument {
    /// The file's name without `.yaml`.
    let name: String
    /// Nil when something without a default could not be read.
    let campaign: Campaign?
    /// Each step's name and where it stands.
    let steps: [(name: String, place: Place)]
    /// False when some step's name could not be read: a template without a step is nobody's mistake then.
    let stepsAreComplete: Bool
    let renamedFrom: Place?

    static func read(_ root: Field, name: String, declared: DeclaredNames) -> CampaignDocument? {
        root.record { keys in
            let moves = keys.required("moves")
            let move = moves?.move()
            let source = keys["traffic_source"]?.choice(TrafficSource.self) ?? .email
            let doneWhen = keys["done_when"]
            let goal = doneWhen.flatMap { trigger($0, declared, also: .within) }
            let list = keys["steps"]
            let steps = list.flatMap { StepDocument.list($0, declared: declared) }
            let renamedFrom = keys["renamed_from"]
            let title = keys.required("title")?.line()
            let callToAction = keys.required("call_to_action").flatMap(callToAction)
            let startsOn = keys["starts_on"].flatMap { trigger($0, declared, also: .first) }
            let stopsWhen = keys["stops_when"]?.list { trigger($0, declared, also: .any) } ?? []
            let reEntry = keys["re_entry"].flatMap(reEntry) ?? .never
            let priority = keys["priority"]?.whole(in: 0...100) ?? 50
            let holdout = keys["holdout"]?.percent(in: 0...50) ?? 0
            let offerEnds = keys["offer"]?.record { $0.required("ends")?.duration(atLeast: 60_000) }
            let key = keys["key"]
            let keyField = key?.identifier(also: "_")
            let tags = keys["utm"].flatMap(tags) ?? LinkTags()
            let oldName = renamedFrom?.identifier(also: "-")

            if let move, let goal { check(goal, reaches: move, at: doneWhen, declared) }
            checkSteps(list, source, moves: move, at: moves, keys)
            if key != nil, reEntry != .eachKey {
                key?.refuse("'key' tells one enrollment from another, which needs 're_entry: each key'")
            }
            if oldName == name { renamedFrom?.refuse("'renamed_from' is the campaign's own name; remove it") }

            var campaign = move.flatMap { move in
                callToAction.map { callToAction in
                    Campaign(
                        name: name, title: title ?? name, moves: move, callToAction: callToAction,
                        trafficSource: source, startsOn: startsOn, doneWhen: goal, stopsWhen: stopsWhen,
                        reEntry: reEntry, priority: priority, holdout: holdout, offerEndsAfter: offerEnds,
                        keyField: keyField, linkTags: tags, renamedFrom: oldName, steps: steps?.map(\.step) ?? [])
                }
            }
            campaign?.lines = lines(keys)
            return CampaignDocument(
                name: name, campaign: campaign,
                steps: steps?.map { ($0.step.name, $0.place) } ?? [],
                stepsAreComplete: steps.map { $0.count == list?.count } ?? (source != .email),
                renamedFrom: renamedFrom?.place)
        }
    }

    /// Of the keys that what is said about the journey as a whole is about.
    private static func lines(_ keys: Record) -> [String: Int] {
        var lines: [String: Int] = [:]
        for name in ["moves", "starts_on", "done_when", "call_to_action"] where keys.has(name) {
            lines[name] = keys[name]?.place.line
        }
        return lines
    }

    private enum TriggerKey { case first, within, any }

    /// `{ event: purchased }`, and `first: true`, `within: 14 days` or `any: true` where that means something.
    private static func trigger(_ field: Field, _ declared: DeclaredNames, also key: TriggerKey) -> EventTrigger? {
        guard case .mapping = field.node else {
            return field.refuse(
                "\(field.title) must be keys and values, such as { event: purchased }, not \(field.looks)")
        }
        return field.record { keys in
            let first = key == .first ? keys["first"]?.flag() ?? false : false
            let within = key == .within ? keys["within"]?.duration(atLeast: 1000) : nil
            let any = key == .any ? keys["any"]?.flag() ?? false : false
            return keys.required("event").flatMap(declared.event).map {
                EventTrigger(event: $0, first: first, within: within, any: any)
            }
        }
    }

    /// A text and where it leads.
    static func callToAction(_ field: Field) -> CallToAction? {
        field.record { keys in
            let text = keys.required("text")?.line()
            let url = keys.required("url")?.url()
            guard let text, let url else { return nil }
            return CallToAction(text: text, url: url)
        }
    }

    private static func tags(_ field: Field) -> LinkTags? {
        field.record { keys in
            LinkTags(source: keys["source"]?.line(), medium: keys["medium"]?.line(), campaign: keys["campaign"]?.line())
        }
    }

    /// `never`, `each key` or `{ after: 90 days }`.
    private static func reEntry(_ field: Field) -> ReEntry? {
        if field.isRecord {
            return field.record { $0.required("after")?.duration(atLeast: 1000) }.map { .after(milliseconds: $0) }
        }
        switch field.scalar {
        case "never": return .never
        case "each key": return .eachKey
        default:
            return field.refuse("'re_entry' must be never, each key or { after: 90 days }, not \(field.looks)")
        }
    }

    /// Keys that mean nothing without steps.
    private static let aboutEnrollments = ["starts_on", "stops_when", "re_entry", "key", "holdout", "offer"]

    private static func check(_ goal: EventTrigger, reaches move: Move, at field: Field?, _ declared: DeclaredNames) {
        guard let event = declared.events?[goal.event], event.reaches != move.to else { return }
        let reached = event.reaches.map { "reaches \($0.rawValue)" } ?? "reaches no stage"
        field?.refuse(
            "'done_when' must be an event that reaches \(move.to.rawValue), and '\(goal.event)' \(reached) "
                + "(config/journey.yaml)")
    }

    private static func checkSteps(
        _ list: Field?, _ source: TrafficSource, moves: Move?, at movesField: Field?, _ keys: Record
    ) {
        guard source == .email else {
            list?.refuse("a campaign whose traffic source is \(source.rawValue) has no steps; remove them")
            for key in aboutEnrollments where keys.has(key) {
                keys[key]?.refuse(
                    "'\(key)' is about enrollments, and nobody is enrolled in a campaign whose traffic source is "
                        + "\(source.rawValue); remove it")
            }
            return
        }
        if list == nil, !keys.has("steps") { _ = keys.required("steps") }
        guard let moves, moves.to <= .engage else { return }
        movesField?.refuse(
            "nobody can be mailed before 'subscribe'; a campaign with '\(moves)' needs another traffic_source than email"
        )
    }
}
