extension Condition {
    /// Whether it is true of `contact` at `now`.
    ///
    /// | Condition | True when |
    /// | --- | --- |
    /// | `present` | there is a value, of the contact or the attribute's default, and it is not an empty text or list |
    /// | `equals` | the values mean the same: `4` and `4.0`; texts letter for letter; money of one currency |
    /// | `atLeast`, `atMost` | both are numbers, dates, or money of one currency, in that order |
    /// | `contains` | a list has this item, letter for letter |
    /// | `stage` | the contact has a stage, and it is that one, or at least, or at most |
    /// | `tag` | the contact has it |
    /// | `event` | it happened, not later than now, and within the time given |
    /// | `all` of nothing, `any` of nothing | true, false |
    ///
    /// A missing value makes every comparison false, and `not` of it true.
    package func holds(
        for contact: Contact, facts: Facts, attributes: [String: AttributeDeclaration], now: Timestamp
    ) -> Bool {
        switch self {
        case .attribute(let name, let comparison):
            guard let value = contact.attributes[name] ?? attributes[name]?.defaultValue else { return false }
            return comparison.holds(for: value)
        case .stage(let test):
            guard let stage = contact.stage else { return false }
            return test.holds(for: stage)
        case .tag(let tag): return facts.tags.contains(tag)
        case .event(let name, let within):
            guard let at = facts.events[name], at <= now else { return false }
            return within.map { now.since(at) <= $0 } ?? true
        case .not(let condition):
            return !condition.holds(for: contact, facts: facts, attributes: attributes, now: now)
        case .all(let conditions):
            return conditions.allSatisfy { $0.holds(for: contact, facts: facts, attributes: attributes, now: now) }
        case .any(let conditions):
            return conditions.contains { $0.holds(for: contact, facts: facts, attributes: attributes, now: now) }
        }
    }
}

extension Condition.Comparison {
    fileprivate func holds(for value: AttributeValue) -> Bool {
        switch self {
        case .present: return !value.isEmpty
        case .equals(let other): return value.means(other)
        case .atLeast(let bound): return value.order(against: bound).map { $0 >= 0 } ?? false
        case .atMost(let bound): return value.order(against: bound).map { $0 <= 0 } ?? false
        case .contains(let item):
            guard case .list(let items) = value else { return false }
            return items.contains(item)
        }
    }
}

extension Condition.StageTest {
    fileprivate func holds(for stage: Stage) -> Bool {
        switch self {
        case .exactly(let other): stage == other
        case .atLeast(let other): stage >= other
        case .atMost(let other): stage <= other
        }
    }
}
