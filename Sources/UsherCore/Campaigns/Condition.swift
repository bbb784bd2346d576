/// What must be true of a contact for a step to be sent. Never about opens.
package indirect enum Condition: Hashable, Sendable {
    case attribute(name: String, comparison: Comparison)
    case stage(StageTest)
    case tag(String)
    /// Something the contact did; within so many milliseconds before now, if given.
    case event(name: String, within: Int64?)
    case not(Condition)
    case all([Condition])
    case any([Condition])

    package enum Comparison: Hashable, Sendable {
        case present
        case equals(AttributeValue)
        case atLeast(AttributeValue)
        case atMost(AttributeValue)
        /// For a list: one of its items is this text.
        case contains(String)
    }

    package enum StageTest: Hashable, Sendable {
        case exactly(Stage)
        case atLeast(Stage)
        case atMost(Stage)
    }
}

extension Condition {
    /// Whether it asks for something that is not in the contact's own row: tags or events.
    package var needsFacts: Bool {
        switch self {
        case .attribute, .stage: false
        case .tag, .event: true
        case .not(let condition): condition.needsFacts
        case .all(let conditions), .any(let conditions): conditions.contains(where: \.needsFacts)
        }
    }
}
