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
