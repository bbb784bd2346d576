import UsherCore

/// `config/rewards.yaml`.
///
/// ```yaml
/// hold: 30 days
/// revoked_by: [ refunded ]
/// rules:
///   - { name: first-order, event: purchased, earns: 5.00 EUR }
///   - { name: every-order, event: purchased, earns: 10%, first: false }
/// ```
enum RewardsDocument {
    static func read(_ root: Field, declared: DeclaredNames) -> Rewards? {
        root.record { keys in
            let hold = keys["hold"]?.duration()
            let revokedBy = keys["revoked_by"]?.list { taker($0, declared) } ?? []
            guard let list = keys.required("rules") else { return nil }
            if list.isEmptyList { return list.refuse("'rules' is an empty list; add a rule, or remove the file") }
            guard let rules = list.list({ rule($0, declared) }) else { return nil }
            for (index, (rule, field)) in rules.enumerated() {
                if rules[..<index].contains(where: { $0.0.name == rule.name }) {
                    field.refuse("rule '\(rule.name)' stands twice")
                }
                if revokedBy.contains(rule.event) {
                    field.refuse("'\(rule.event)' cannot earn a reward and revoke it ('revoked_by')")
                }
            }
            var rewards = Rewards(rules: rules.map(\.0), revokedBy: Set(revokedBy))
            if let hold { rewards.holdMilliseconds = hold }
            return rewards
        }
    }

    private static func rule(_ field: Field, _ declared: DeclaredNames) -> (Rewards.Rule, Field)? {
        field.record { keys in
            let name = keys.required("name")?.identifier(also: "-")
            let event = keys.required("event").flatMap { earner($0, declared) }
            let earns = keys.required("earns")
            let amount = earns.flatMap(amount)
            if case .fixed(let money)? = amount, let currency = declared.currency, money.currency != currency {
                earns?.refuse(
                    "this rule earns \(money.currency), and the prices of config/ladder.yaml are in \(currency); use \(currency)"
                )
            }
            let first = keys["first"]?.flag() ?? true
            guard let name, let event, let amount else { return nil }
            return (Rewards.Rule(name: name, event: event, amount: amount, firstOnly: first), field)
        }
    }

    /// An event that a reward may be for.
    private static func earner(_ field: Field, _ declared: DeclaredNames) -> String? {
        guard let event = declared.event(field) else { return nil }
        guard declared.events?[event]?.means == .refund else { return event }
        return field.refuse("'\(event)' is a refund (config/journey.yaml), and nobody earns by one")
    }

    /// An event that may take a reward back.
    private static func taker(_ field: Field, _ declared: DeclaredNames) -> String? {
        guard let event = declared.event(field) else { return nil }
        guard declared.events?[event]?.means == .purchase else { return event }
        return field.refuse("'\(event)' is a purchase (config/journey.yaml), and takes nothing back")
    }

    /// `5.00 EUR` or `10%`.
    private static func amount(_ field: Field) -> Rewards.Amount? {
        guard field.scalar?.hasSuffix("%") == true else { return field.price(atLeast: 1).map(Rewards.Amount.fixed) }
        return field.percent(in: 1...100).map(Rewards.Amount.percent)
    }
}
