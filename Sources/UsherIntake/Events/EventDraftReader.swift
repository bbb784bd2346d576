import Foundation
import UsherCore
import UsherHome

/// Turns what somebody wrote into a request that can be recorded. Remembers zones, languages and amounts that it has
/// checked, because thousands of lines say the same few.
///
/// What only the journey's files decide (is there such an event, a product, a campaign) is not looked at here but in
/// the decision, at every door alike.
package struct EventDraftReader {
    private let plan: Plan
    /// The command or the token, for the ledger of consents.
    private let source: String
    private let teller: Teller
    private let makeKey: () -> String
    private let shopClock: ZoneClock
    private var amounts: [String: Money] = [:]
    private var people: ContactReader
    private var hints = Suggestion.Allowance()

    /// `makeKey` makes up the key of an event that was told without one; never the same twice.
    package init(
        plan: Plan, source: String = "usher event", teller: Teller = .operatorHere,
        makeKey: @escaping () -> String = EventKey.make
    ) {
        self.plan = plan
        self.source = source
        self.teller = teller
        self.makeKey = makeKey
        shopClock = ZoneClock.named(plan.settings.shop.zone) ?? .utc
        people = ContactReader(declared: plan.settings.attributes)
    }

    /// Throws one clause for a draft that says nothing usable.
    package mutating func read(_ draft: EventDraft, now: Timestamp) throws(Misreading) -> ToldEvent {
        if let no = refusal(of: draft) { throw Misreading(no, hasRightForm: true) }
        if draft.because != nil, draft.event != plan.settings.consent.confirmedEvent {
            throw Misreading("'because' is for the confirmation of somebody who said no", hasRightForm: true)
        }
        let at = try draft.at.map { text throws(Misreading) in try Timestamp(parsing: text, clock: shopClock) } ?? now
        guard let text = draft.address else {
            if let no = EventPolicy.refusal(ofMoment: at, now: now) {
                throw Misreading(no.sentence, hasRightForm: true)
            }
            return .visits(try visits(draft, at: min(at, now)))
        }
        if draft.count != nil { throw Misreading("'count' is for visits without an address") }
        let address = try DraftText.address(text)
        let event = Event(
            name: try DraftText.line(draft.event, "event"),
            key: try draft.key.map { text throws(Misreading) in try DraftText.line(text, "key") } ?? makeKey(),
            at: at, value: try amount(draft),
            product: try DraftText.optionalLine(draft.product, "product"), data: try DraftText.data(draft.data))
        var request = EventRequest(
            event: event, person: try person(draft, address, now: now),
            by: try draft.by.map { text throws(Misreading) in try DraftText.address(text) },
            code: try DraftText.optionalLine(draft.code, "code").map(PromoterCode.read),
            campaign: try DraftText.optionalLine(draft.campaign, "campaign"))
        if isConsent(draft.event) {
            request.consent = try told(draft)
        }
        return .event(request)
    }

    /// Why whoever tells it may not; nil when they may.
    package func refusal(of draft: EventDraft) -> String? {
        teller.refusal(of: draft, saysConsent: saysConsent(draft))
    }

    private func told(_ draft: EventDraft) throws(Misreading) -> ConsentTold {
        var told = ConsentTold(wording: try Self.wording(draft), source: "\(source) \(draft.event)")
        let reason = try DraftText.optionalLine(draft.because, "because", longest: PlainText.longestWording)
        told.proof = reason.map { .operatorSays(because: $0) }
        if case .program = teller { told.isOfProgram = true }
        return told
    }

    /// Whether a yes to marketing is in it. A sign-up is none: the person says yes to the mail that it brings.
    private func saysConsent(_ draft: EventDraft) -> Bool {
        let settings = plan.settings.consent
        if draft.event == settings.signUpEvent { return !settings.doubleOptIn }
        return draft.event == settings.confirmedEvent || draft.consent != nil
            || plan.journey.stage(reachedBy: draft.event) == .subscribe
    }

    /// A sign-up or a confirmation: what it means for the ledger is decided with the event.
    private func isConsent(_ event: String) -> Bool {
        event == plan.settings.consent.signUpEvent || event == plan.settings.consent.confirmedEvent
    }

    private static func wording(_ draft: EventDraft) throws(Misreading) -> String? {
        try DraftText.optionalLine(draft.consent, "consent", longest: PlainText.longestWording)
    }

    private mutating func visits(_ draft: EventDraft, at: Timestamp) throws(Misreading) -> Visits {
        guard draft.event == Visits.event else {
            throw Misreading(
                "'\(PlainText.shown(draft.event))' needs the address of who did it; only 'visited' goes without")
        }
        if let field = draft.fieldOfContact {
            throw Misreading("a visit without an address is only counted, and takes no '\(field)'")
        }
        guard let name = draft.campaign else {
            throw Misreading("a visit without an address is counted for a campaign; name it")
        }
        guard let campaign = plan.catalog.campaigns[name] else {
            let hint =
                mayHint() ? Suggestion.phrase(for: name, in: plan.campaigns.values.map(\.name).sorted()) : ""
            throw Misreading("there is no campaign '\(PlainText.shown(name))'\(hint)", hasRightForm: true)
        }
        guard let count = Int(draft.count ?? "1"), (1...1_000_000_000).contains(count) else {
            throw Misreading("'count' must be a whole number from 1 on")
        }
        return Visits(campaign: campaign, day: at.utcDay, count: count)
    }

    private mutating func person(
        _ draft: EventDraft, _ address: EmailAddress, now: Timestamp
    ) throws(Misreading) -> ContactDraft {
        let wording = try Self.wording(draft)
        return try people.read(
            draft.person, address: address, consent: consent(to: draft.event, wording: wording, now: now))
    }

    /// Whoever comes to `subscribe` otherwise has asked for mail; for any other event somebody has to say so.
    private func consent(to event: String, wording: String?, now: Timestamp) -> Consent? {
        guard !isConsent(event), wording != nil || plan.journey.stage(reachedBy: event) == .subscribe else {
            return nil
        }
        return Consent(
            kind: .marketing, said: .agreed, basis: Consent.stated, wording: wording,
            source: "\(source) \(event)", at: now)
    }

    private mutating func amount(_ draft: EventDraft) throws(Misreading) -> Money? {
        guard let value = draft.value else {
            if draft.currency != nil {
                throw Misreading("a currency without a value", hasRightForm: true)
            }
            return nil
        }
        guard let currency = draft.currency else {
            throw Misreading(
                "the value \(PlainText.shown(value)) has no currency; add one such as EUR", hasRightForm: true)
        }
        let text = "\(value) \(currency)"
        if let known = amounts[text] { return known }
        let money = try money(text, currency: currency)
        if amounts.count < 10_000 { amounts[text] = money }
        return money
    }

    private mutating func mayHint() -> Bool {
        defer { hints.take() }
        return hints.isLeft
    }

    private mutating func money(_ text: String, currency: String) throws(Misreading) -> Money? {
        do {
            guard case .money(let money) = try AttributeValue.parse(text, as: .money) else { return nil }
            return money
        } catch {
            let hint = KnownNames.isCurrency(currency) || !mayHint() ? "" : KnownNames.currencyHint(currency)
            throw Misreading("the value '\(PlainText.shown(text))' \(error.reason)\(hint)", hasRightForm: true)
        }
    }
}

extension EventDraft {
    /// What is said of an event that somebody did, and not of visits that are only counted; nil when nothing is.
    fileprivate var fieldOfContact: String? {
        let texts = [
            ("key", key), ("value", value), ("currency", currency), ("product", product), ("by", by), ("code", code),
            ("consent", consent), ("because", because), ("name", person.name), ("zone", person.zone),
            ("language", person.language),
        ]
        if let said = texts.first(where: { $0.1 != nil }) { return said.0 }
        if !data.isEmpty { return DraftText.data }
        return person.attributes.isEmpty ? nil : "attributes"
    }
}
