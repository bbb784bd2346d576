/// The content of `config/rewards.yaml`: who earns what for bringing whom.
package struct Rewards: Hashable, Sendable {
    /// What a promoter earns when a friend does something.
    package struct Rule: Hashable, Sendable {
        package var name: String
        /// The friend's event: `purchased`.
        package var event: String
        package var amount: Amount
        /// Whether only the friend's first such event counts.
        package var firstOnly: Bool

        package init(name: String, event: String, amount: Amount, firstOnly: Bool = true) {
            self.name = name
            self.event = event
            self.amount = amount
            self.firstOnly = firstOnly
        }
    }

    package enum Amount: Hashable, Sendable {
        case fixed(Money)
        /// A part of the event's value, in percent; rounded down to a minor unit.
        case percent(Int)
    }

    package var rules: [Rule]
    /// How long the earning is on hold, in milliseconds: until a refund is no longer possible.
    package var holdMilliseconds: Int64
    /// Events that take back what was earned for the same friend: `refunded`.
    package var revokedBy: Set<String>

    package init(rules: [Rule] = [], holdMilliseconds: Int64 = 30 * 86_400_000, revokedBy: Set<String> = []) {
        self.rules = rules
        self.holdMilliseconds = holdMilliseconds
        self.revokedBy = revokedBy
    }
}
