/// How many confirmations of sign-ups go to strangers in a span of time, counted by something that a sign-up has. What
/// strangers send must neither fill a mailbox nor keep a person from signing up, so some of it is delayed, a day at
/// most, and the rest makes no further mail.
///
/// | Counted by | In | At most | When it is spent |
/// | --- | --- | --- | --- |
/// | nothing: all of them | an hour | `anHour`; what was delayed takes half of a later hour, so that whoever comes then is not kept waiting by it | a later hour |
/// | the recipient's domain, but none of the large mailbox providers | an hour | `perDomain` | a later hour |
/// | the network: an IPv4 /24, an IPv6 /48 | an hour | `perNetwork` | a later hour |
/// | the mailbox (`EmailAddress.mailbox`) | ten days | `perAddress` | the next ten days |
/// | the mailbox under names that are not its own: tags, gmail's dots | ten days | one less | the next ten days, and one waits at most |
/// | the mailbox under its own name | ten days | `perAddress` | the next ten days, and one waits at most |
///
/// No hour later than a day is looked for. When all of those are spent, the first confirmation of a mailbox, and the
/// first under its own name, goes in the last of them all the same, as long as fewer than `perNetwork` of its network
/// wait; any other is not made. What a mailbox has is never exceeded: there, none is made. So whoever signs up for the
/// first time, under a mailbox's own name, has the confirmation within a day, whatever strangers send from elsewhere.
///
/// This is no `RateLimiter`, which lives in memory and refuses: what is spent has to outlive a restart, so the store
/// counts it, in fixed spans that it can add up and drop when they are over.
package struct ConfirmationBudget: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case all, domain, network, mailbox, plain, variants
        /// Those that are not made: only counted.
        case leftOut = "left out"
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
        case .mailbox, .plain, .variants: Self.mailboxSpan
        case .leftOut: Self.day
        }
    }

    private static let hour: Int64 = 3_600_000
    private static let day = 24 * hour
    private static let mailboxSpan = 10 * day
    /// How many hours after this one are looked at.
    private static let hoursAhead: Int64 = 23

    package init(_ kind: Kind, key: String = "", limit: Int) {
        self.kind = kind
        self.key = key
        self.limit = limit
    }

    /// Counts what was not made.
    package static let leftOut = ConfirmationBudget(.leftOut, limit: 0)

    /// Those that a sign-up of `address` counts against; `network` is where it came from, nil when that is not known.
    package static func of(
        _ address: EmailAddress, network: String?, limits: ConfirmationLimits
    ) -> [ConfirmationBudget] {
        var budgets = [ConfirmationBudget(.all, limit: limits.anHour)]
        if MailboxProvider(domain: address.domain) == .other {
            budgets.append(
                ConfirmationBudget(.domain, key: RegistrableDomain.of(address.domain), limit: limits.perDomain))
        }
        if let network { budgets.append(ConfirmationBudget(.network, key: network, limit: limits.perNetwork)) }
        // One is kept for the mailbox's own name.
        let perMailbox = max(2, limits.perAddress)
        let mailbox = address.mailbox
        budgets.append(ConfirmationBudget(.mailbox, key: mailbox, limit: perMailbox))
        budgets.append(
            address.isMailbox
                ? ConfirmationBudget(.plain, key: mailbox, limit: perMailbox)
                : ConfirmationBudget(.variants, key: mailbox, limit: perMailbox - 1))
        return budgets
    }

    package func slot(at moment: Timestamp) -> Int64 {
        let (quotient, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: length)
        return rest < 0 ? quotient - 1 : quotient
    }

    /// The spans that `next` looks at: so many rows are read for a sign-up, and no more, however many wait.
    package func spans(from now: Timestamp) -> [ClosedRange<Int64>] {
        let first = slot(at: now)
        guard !isOfMailbox else { return [first...first + 1] }
        let later = slot(at: Self.nextOfMailbox(after: now))
        let near = first...first + Self.hoursAhead
        return near.contains(later) ? [first...later + Self.hoursAhead] : [near, later...later + Self.hoursAhead]
    }

    /// When the next one goes, and which spans it is counted in; nil when none is made. `spent`: how many are counted
    /// already, by budget and span, in the `spans` of each from `now` on.
    package static func next(
        _ budgets: [ConfirmationBudget], spent: [ConfirmationBudget: [Int64: Int]], now: Timestamp
    ) -> (due: Timestamp, slots: [Slot])? {
        func used(_ budget: ConfirmationBudget, at moment: Timestamp) -> Int {
            spent[budget]?[budget.slot(at: moment)] ?? 0
        }
        func isFull(_ budget: ConfirmationBudget, at moment: Timestamp) -> Bool {
            let isLater = budget.slot(at: moment) > budget.slot(at: now)
            return used(budget, at: moment) >= max(1, isLater ? budget.limitOfLater : budget.limit)
        }
        func end(_ full: [ConfirmationBudget], at moment: Timestamp) -> Timestamp? {
            full.map { Slot(budget: $0, number: $0.slot(at: moment)).endsAt }.max()
        }
        let (mailbox, shared) = (budgets.filter(\.isOfMailbox), budgets.filter { !$0.isOfMailbox })
        var moment = now
        var lastHour = now.adding(milliseconds: hoursAhead * hour)
        while true {
            if let free = end(mailbox.filter { isFull($0, at: moment) }, at: moment) {
                guard free == nextOfMailbox(after: now) else { return nil }
                moment = free
                lastHour = free.adding(milliseconds: hoursAhead * hour)
            }
            if mailbox.contains(where: { isFull($0, at: moment) }) { return nil }
            guard let free = end(shared.filter { isFull($0, at: moment) }, at: moment) else { break }
            if free > lastHour {
                guard isFirst(budgets, spent) else { return nil }
                // Neither the domain's nor everybody's: those who come then do not wait for it.
                let slots = budgets.filter { $0.isOfMailbox || $0.kind == .network }
                    .map { Slot(budget: $0, number: $0.slot(at: moment)) }
                let place = (mailbox.first?.key ?? "").utf8.reduce(Int64(0)) { ($0 * 31 + Int64($1)) % hour }
                return (moment.adding(milliseconds: place), slots)
            }
            moment = free
        }
        let slots = budgets.map { Slot(budget: $0, number: $0.slot(at: moment)) }
        guard moment > now, let all = budgets.first(where: { $0.kind == .all }) else { return (moment, slots) }
        // Not all of them in the first second of their hour.
        let places = max(1, all.limitOfLater)
        return (moment.adding(milliseconds: Int64(used(all, at: moment) % places) * hour / Int64(places)), slots)
    }

    /// Whether it is the first of its mailbox, or the first under the mailbox's own name, and its network has few that
    /// wait.
    private static func isFirst(
        _ budgets: [ConfirmationBudget], _ spent: [ConfirmationBudget: [Int64: Int]]
    ) -> Bool {
        let own = budgets.first { $0.kind == .plain } ?? budgets.first { $0.kind == .mailbox }
        guard let own, spent[own]?.isEmpty ?? true else { return false }
        guard let network = budgets.first(where: { $0.kind == .network }) else { return true }
        return spent[network]?.values.reduce(0, +) ?? 0 < max(1, network.limit)
    }

    /// Of a span that is not the present one.
    private var limitOfLater: Int {
        switch kind {
        case .all: limit / 2
        case .domain, .network, .leftOut: limit
        // One under the mailbox's own name and one under another.
        case .mailbox: 2
        case .plain, .variants: 1
        }
    }

    private var isOfMailbox: Bool { length == Self.mailboxSpan }

    private static func nextOfMailbox(after now: Timestamp) -> Timestamp {
        let any = ConfirmationBudget(.mailbox, limit: 1)
        return Slot(budget: any, number: any.slot(at: now)).endsAt
    }
}

/// Confirmations that wait because a budget is spent, and those that were not made.
package struct DelayedConfirmations: Hashable, Sendable {
    package let count: Int
    /// When the last of them is due; nil where none waits.
    package let lastDue: Timestamp?
    /// Sign-ups of this day, in UTC, for which none was made.
    package let leftOut: Int

    package init(count: Int, lastDue: Timestamp?, leftOut: Int = 0) {
        self.count = count
        self.lastDue = lastDue
        self.leftOut = leftOut
    }
}
