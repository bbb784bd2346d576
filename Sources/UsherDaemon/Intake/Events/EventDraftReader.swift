import Foundation
import UsherCore

/// Turns what somebody wrote into a request that can be recorded. Remembers zones, languages and amounts that it has
/// checked, because thousands of lines say the same few.
///
/// What only the journey's files decide (is there such an event, a product, a campaign) is not looked at here but in
/// the decision, at every door alike.
package struct EventDraftReader {
    package static let longestText = 2000
    package static let mostData = 50

    private let plan: Plan
    /// The command, for the ledger of consents.
    private let source: String
    private let makeKey: () -> String
    private let shopClock: ZoneClock
    private var amounts: [String: Money] = [:]
    private var zones: Set<String> = []
    private var languages: Set<String> = []

    /// `makeKey` makes up the key of an event that was told without one; never the same twice.
    package init(
        plan: Plan, source: String = "usher event",
        makeKey: @escaping () -> String = EventKey.make
    ) {
        self.plan = plan
        self.source = source
        self.makeKey = makeKey
        shopClock = ZoneClock.named(plan.settings.shop.zone) ?? .utc
    }

    /// Throws one clause for a draft that says nothing usable.
    package mutating func read(_ draft: EventDraft, now: Timestamp) throws(Misreading) -> ToldEvent {
        let at = try draft.at.map { text throws(Misreading) in try Timestamp(parsing: text, clock: shopClock) } ?? now
        guard let text = draft.address else { return .visits(try visits(draft, at: at)) }
        if draft.count != nil { throw Misreading("'count' is for visits without an address") }
        let address = try Self.address(text)
        let event = Event(
            name: try Self.line(draft.event, "event"),
            key: try draft.key.map { text throws(Misreading) in try Self.line(text, "key") } ?? makeKey(),
            at: at, value: try amount(draft),
            product: try Self.optionalLine(draft.product, "product"), data: try Self.data(draft.data))
        return .event(
            EventRequest(
                event: event, person: try person(draft, address, now: now),
                by: try draft.by.map { text throws(Misreading) in try Self.address(text) },
                code: try Self.optionalLine(draft.code, "code").map(PromoterCode.read),
                campaign: try Self.optionalLine(draft.campaign, "campaign")))
    }

    private mutating func visits(_ draft: EventDraft, at: Timestamp) throws(Misreading) -> Visits {
        guard draft.event == Visits.event else {
            throw Misreading(
                "'\(PlainText.shown(draft.event))' needs the address of who did it; only 'visited' goes without")
        }
        guard let name = draft.campaign else {
            throw Misreading("a visit without an address is counted for a campaign; name it")
        }
        guard let campaign = plan.catalog.campaigns[name] else {
            let known = plan.campaigns.values.map(\.name).sorted()
            throw Misreading(
                "there is no campaign '\(PlainText.shown(name))'\(Suggestion.phrase(for: name, in: known))")
        }
        guard let count = Int(draft.count ?? "1"), (1...1_000_000_000).contains(count) else {
            throw Misreading("'count' must be a whole number from 1 on")
        }
        return Visits(campaign: campaign, day: at.utcDay, count: count)
    }

    private mutating func person(
        _ draft: EventDraft, _ address: EmailAddress, now: Timestamp
    ) throws(Misreading) -> PersonDraft {
        if let zone = draft.zone, !zones.contains(zone) {
            if let fault = KnownNames.zoneFault(zone) { throw Misreading(fault) }
            zones.insert(zone)
        }
        if let language = draft.language, !languages.contains(language) {
            if let fault = KnownNames.languageFault(language) { throw Misreading(fault) }
            languages.insert(language)
        }
        var attributes: [String: AttributeValue] = [:]
        for (name, text) in draft.attributes {
            attributes[name] = try AttributeText.value(text, of: name, declared: plan.settings.attributes)
        }
        let wording = try Self.optionalLine(draft.consent, "consent", longest: PlainText.longestWording)
        return PersonDraft(
            address: address, name: try Self.optionalLine(draft.name, "name"), attributes: attributes, zone: draft.zone,
            language: draft.language,
            consent: consent(to: draft.event, wording: wording, now: now))
    }

    /// Whoever comes to `subscribe` has asked for mail; for any other event somebody has to say so.
    private func consent(to event: String, wording: String?, now: Timestamp) -> Consent? {
        guard wording != nil || plan.journey.stage(reachedBy: event) == .subscribe else { return nil }
        return Consent(
            kind: .marketing, said: .agreed, basis: "stated by the operator", wording: wording,
            source: "\(source) \(event)", at: now)
    }

    private mutating func amount(_ draft: EventDraft) throws(Misreading) -> Money? {
        guard let value = draft.value else {
            if draft.currency != nil { throw Misreading("a currency without a value") }
            return nil
        }
        guard let currency = draft.currency else {
            throw Misreading("the value \(PlainText.shown(value)) has no currency; add one such as EUR")
        }
        let text = "\(value) \(currency)"
        if let known = amounts[text] { return known }
        let money = try Self.money(text, currency: currency)
        if amounts.count < 10_000 { amounts[text] = money }
        return money
    }

    private static func money(_ text: String, currency: String) throws(Misreading) -> Money? {
        do {
            guard case .money(let money) = try AttributeValue.parse(text, as: .money) else { return nil }
            return money
        } catch {
            let hint = KnownNames.isCurrency(currency) ? "" : KnownNames.currencyHint(currency)
            throw Misreading("the value \(error.reason)\(hint), not '\(PlainText.shown(text))'")
        }
    }

    private static func address(_ text: String) throws(Misreading) -> EmailAddress {
        do {
            return try EmailAddress(utf8: Array(text.utf8)[...])
        } catch {
            throw Misreading("'\(PlainText.shown(text))' is not an e-mail address: \(error.reason)")
        }
    }

    private static func optionalLine(
        _ text: String?, _ name: String, longest: Int = PlainText.longestName
    ) throws(Misreading) -> String? {
        guard let text else { return nil }
        return try line(text, name, longest: longest)
    }

    private static func line(
        _ text: String, _ name: String, longest: Int = PlainText.longestName
    ) throws(Misreading) -> String {
        if text.isEmpty { throw Misreading("'\(name)' is empty; say something or leave it out") }
        if let fault = PlainText.fault(text, longest: longest) { throw Misreading("'\(name)' \(fault)") }
        return text
    }

    private static func data(_ data: [String: String]) throws(Misreading) -> [String: String] {
        if data.count > mostData { throw Misreading("'data' has more than \(mostData) fields") }
        for (name, text) in data {
            guard Identifier.isOne(name, also: "_") else {
                throw Misreading(Identifier.complaint(name, as: "a field of 'data'", also: "_"))
            }
            if text.utf8.count > longestText {
                throw Misreading("'data.\(name)' is longer than \(longestText) octets")
            }
        }
        return data
    }
}
