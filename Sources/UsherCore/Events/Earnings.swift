/// What a promoter earns when a friend does something.
///
/// | Rule | Earns |
/// | --- | --- |
/// | of another event | nothing |
/// | `first`, and the friend did it before | nothing |
/// | fixed | that amount |
/// | percent, of an event with a value | the value's share, rounded down to a minor unit; nothing when that is 0 |
/// | percent, of an event without a value | nothing |
///
/// Each rule that fits earns. It is payable when the hold period is over, counted from when the friend did it.
package enum Earnings {
    /// `isFirst`: whether `friend` did it for the first time. Nobody earns by their own doing.
    package static func earned(
        by promoter: ContactID, friend: ContactID, event: Event, isFirst: Bool, at: Timestamp, rewards: Rewards
    ) -> [Earning] {
        guard promoter != friend else { return [] }
        return rewards.rules.compactMap { rule in
            guard rule.event == event.name, isFirst || !rule.firstOnly,
                let amount = amount(rule.amount, of: event.value), amount.minorUnits > 0
            else { return nil }
            return Earning(
                promoter: promoter, friend: friend, amount: amount, rule: rule.name,
                payableAt: at.adding(milliseconds: rewards.holdMilliseconds), isOnce: rule.firstOnly)
        }
    }

    static func amount(_ amount: Rewards.Amount, of value: Money?) -> Money? {
        switch amount {
        case .fixed(let money): return money
        case .percent(let percent):
            guard let value, (0...100).contains(percent) else { return nil }
            // Apart, so that nothing overflows.
            let (hundreds, rest) = value.minorUnits.quotientAndRemainder(dividingBy: 100)
            return Money(
                minorUnits: hundreds * Int64(percent) + rest * Int64(percent) / 100, currency: value.currency)
        }
    }
}
