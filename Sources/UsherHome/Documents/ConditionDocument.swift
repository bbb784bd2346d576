import UsherCore

/// `only_if:` of a step.
///
/// | Written | True when |
/// | --- | --- |
/// | `{ attribute: package }` | the contact has it |
/// | `{ attribute: package, equals: starter }` | it has this value; for a list use `contains` |
/// | `{ attribute: seats, at_least: 5 }`, `at_most` | numbers, money and dates |
/// | `{ attribute: interests, contains: paper }` | a list has this item |
/// | `{ stage: excite }`, `{ stage: { at_least: excite } }`, `at_most` | where the contact stands |
/// | `{ tag: vip }` | the contact has the tag |
/// | `{ event: purchased, within: 14 days }` | it happened, within that time if given |
/// | `{ not: ... }`, `{ all: [...] }`, `{ any: [...] }` | as they say |
enum ConditionDocument {
    private static let deepest = 16
    private static let kinds = ["attribute", "stage", "tag", "event", "not", "all", "any"]

    static func read(_ field: Field, declared: DeclaredNames, depth: Int = 0) -> Condition? {
        guard depth < deepest else { return field.refuse("conditions are nested more than \(deepest) deep") }
        return field.record { keys in
            let present = kinds.filter(keys.has)
            guard present.count == 1, let kind = present.first, let value = keys[kind] else {
                kinds.forEach { _ = keys[$0] }
                return present.count == 1
                    ? nil
                    : field.refuse("a condition must have one of \(kinds.orList); combine several with all or any")
            }
            switch kind {
            case "attribute": return attribute(value, keys, declared)
            case "stage": return stage(value).map(Condition.stage)
            case "tag": return value.line().map(Condition.tag)
            case "event":
                let within = keys["within"]?.duration(atLeast: 1000)
                return declared.event(value).map { .event(name: $0, within: within) }
            case "not": return read(value, declared: declared, depth: depth + 1).map(Condition.not)
            case "all": return several(value, declared, depth).map(Condition.all)
            default: return several(value, declared, depth).map(Condition.any)
            }
        }
    }

    private static func several(_ field: Field, _ declared: DeclaredNames, _ depth: Int) -> [Condition]? {
        let list = field.list { read($0, declared: declared, depth: depth + 1) }
        return list?.isEmpty == true && field.isEmptyList
            ? field.refuse("\(field.title) is an empty list") : list
    }

    private static func stage(_ field: Field) -> Condition.StageTest? {
        guard field.isRecord else { return field.stage().map(Condition.StageTest.exactly) }
        return field.record { keys in
            let least = keys["at_least"]?.stage()
            let most = keys["at_most"]?.stage()
            guard keys.has("at_least") != keys.has("at_most") else {
                return field.refuse("'stage' must have at_least or at_most")
            }
            return least.map(Condition.StageTest.atLeast) ?? most.map(Condition.StageTest.atMost)
        }
    }

    private static func attribute(_ field: Field, _ keys: Record, _ declared: DeclaredNames) -> Condition? {
        let tests = ["equals", "at_least", "at_most", "contains"]
        let given = tests.compactMap { keys[$0] }
        guard let name = field.line(), let type = declared.declaration(of: name, at: field)?.type else { return nil }
        guard given.count <= 1 else {
            return field.refuse("an attribute's condition has one of \(tests.orList); combine several with all")
        }
        guard let value = given.first else { return .attribute(name: name, comparison: .present) }
        let comparison: Condition.Comparison?
        switch (value.name, type) {
        case ("contains", .list): comparison = value.line().map(Condition.Comparison.contains)
        case ("contains", _):
            return value.refuse("'contains' is for lists, and '\(name)' is \(type.phrase); use 'equals'")
        case ("equals", .list): return value.refuse("'equals' is not for lists, and '\(name)' is one; use 'contains'")
        case ("equals", _): comparison = value.value(of: type).map(Condition.Comparison.equals)
        case (_, .number), (_, .money), (_, .date):
            let bound = value.value(of: type)
            comparison = bound.map { value.name == "at_least" ? .atLeast($0) : .atMost($0) }
        default:
            return value.refuse(
                "'\(value.name)' is for numbers, money and dates, and '\(name)' is \(type.phrase); use 'equals'")
        }
        return comparison.map { .attribute(name: name, comparison: $0) }
    }
}

extension AttributeType {
    fileprivate var phrase: String {
        switch self {
        case .text: "a text"
        case .number: "a number"
        case .money: "money"
        case .date: "a date"
        case .yesNo: "yes or no"
        case .list: "a list"
        }
    }
}
