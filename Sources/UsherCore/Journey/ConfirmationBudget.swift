/// How many confirmations of sign-ups go to strangers in a span of time, counted by something that a sign-up has. A spent budget delays a confirmation
/// to a later span, and refuses nobody.
///
/// | Counted by | In | At most |
/// | --- | --- | --- |
/// | nothing: all of them | an hour | `anHour`; what was delayed takes half of a later hour, so that whoever comes then is not kept waiting by it |
/// | the recipient's domain, but none of the large mailbox providers | an hour | `perDomain` |
/// | the network: an IPv4 /24, an IPv6 /48 | an hour | `perNetwork` |
/// | the mailbox (`EmailAddress.mailbox`) | a day | `perAddress` |
/// | the mailbox | 30 days | three times as many |
package struct ConfirmationBudget: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case all, domain, network, address, month
    }

    /// One span of time, numbered from 1970 on.
    package struct Slot: Hashable, Sendable {
        package let budget: ConfirmationBudget
        package let number: Int64

        package var endsAt: Timestamp { Timestamp(milliseconds: (number + 1) * budget.length) }
    }

    package let kind: Kind
    /// What it is counted by; the store keeps a keyed hash of it.
    package let key: String
    package let limit: Int

    /// Of a span, in milliseconds: whole hours.
    package var length: Int64 {
        switch kind {
        case .all, .domain, .network: Self.hour
        case .address: 24 * Self.hour
        case .month: 30 * 24 * Self.hour
        }
    }

    private static let hour: Int64 = 3_600_000

    package init(_ kind: Kind, key: String = "", limit: Int) {
        self.kind = kind
        self.key = key
        self.limit = limit
    }

    /// Those that a sign-up of `address` counts against; `network` is where it came from, nil when that is not known.
    package static func of(
        _ address: EmailAddress, network: String?, limits: ConfirmationLimits
    ) -> [ConfirmationBudget] {
        var budgets = [ConfirmationBudget(.all, limit: limits.anHour)]
        if MailboxProvider(domain: address.domain) == .other {
            budgets.append(ConfirmationBudget(.domain, key: address.domain, limit: limits.perDomain))
        }
        if let network { budgets.append(ConfirmationBudget(.network, key: network, limit: limits.perNetwork)) }
        budgets.append(ConfirmationBudget(.address, key: address.mailbox, limit: limits.perAddress))
        budgets.append(ConfirmationBudget(.month, key: address.mailbox, limit: 3 * limits.perAddress))
        return budgets
    }

    package func slot(at moment: Timestamp) -> Int64 {
        let (quotient, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: length)
        return rest < 0 ? quotient - 1 : quotient
    }

    /// When the next one goes, and which spans it is counted in. `spent`: how many are counted already, by budget and span, from `now` on.
    package static func next(
        _ budgets: [ConfirmationBudget], spent: [ConfirmationBudget: [Int64: Int]], now: Timestamp
    ) -> (due: Timestamp, slots: [Slot]) {
        func used(_ budget: ConfirmationBudget, at moment: Timestamp) -> Int {
            spent[budget]?[budget.slot(at: moment)] ?? 0
        }
        func limit(_ budget: ConfirmationBudget, at moment: Timestamp) -> Int {
            max(1, budget.kind == .all && moment > now ? budget.limit / 2 : budget.limit)
        }
        var moment = now
        // Ends, because what is spent does: after the last span of which anything is, all is free.
        while true {
            let full = budgets.filter { used($0, at: moment) >= limit($0, at: moment) }
            guard let free = full.map({ Slot(budget: $0, number: $0.slot(at: moment)).endsAt }).max() else { break }
            moment = free
        }
        let slots = budgets.map { Slot(budget: $0, number: $0.slot(at: moment)) }
        guard moment > now, let all = budgets.first(where: { $0.kind == .all }) else { return (moment, slots) }
        // Not all of them in the first second of their hour.
        let place = Int64(min(used(all, at: moment), limit(all, at: moment) - 1))
        return (moment.adding(milliseconds: place * hour / Int64(limit(all, at: moment))), slots)
    }
}

/// Confirmations that wait because a budget is spent.
package struct DelayedConfirmations: Hashable, Sendable {
    package let count: Int
    /// When the last of them is due.
    package let lastDue: Timestamp

    package init(count: Int, lastDue: Timestamp) {
        self.count = count
        self.lastDue = lastDue
    }
}
