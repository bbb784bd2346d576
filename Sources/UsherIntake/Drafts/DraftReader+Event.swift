import UsherCore
import UsherHome

/// What was told: an event that somebody did, or visits that are only counted.
package enum ToldEvent: Hashable, Sendable {
    case event(EventRequest)
    case visits(Visits)
}

/// What only the journey's files decide (is there such an event, a product, a campaign) is not looked at here but in
/// the decision, at every door alike.
extension DraftReader {
    /// Throws one clause for a draft that says nothing usable, or that its teller may not tell.
    package mutating func event(_ draft: Draft, now: Timestamp) throws(Misreading) -> ToldEvent {
        if let no = refusal(of: draft) { throw Misreading(no, hasRightForm: true) }
        faults = []
        let name = draft[.event] ?? ""
        if draft.says(.because), name != plan.settings.consent.confirmedEvent {
            note(
                "\(draft.place(.because)) is for the confirmation of somebody who said no; leave it out",
                hasRightForm: true)
        }
        let at = moment(draft) ?? now
        guard draft.says(.address) else { return .visits(try visits(name, draft, at: at, now: now)) }
        if draft.says(.count) {
            note("\(draft.place(.count)) is for visits without an address; leave one of the two out")
        }
        let address = address(.address, draft)
        _ = line(.event, draft)
        let key = line(.key, draft) ?? makeKey()
        let event = Event(
            name: name, key: key, at: at, value: amount(draft), product: line(.product, draft), data: data(draft))
        let wording = line(.consent, draft)
        var person = person(draft, address)
        person?.consent = consent(to: name, wording: wording, now: now)
        let by = draft.says(.by) ? self.address(.by, draft) : nil
        let (code, campaign) = (line(.code, draft).map(PromoterCode.read), line(.campaign, draft))
        let told = isConsent(name) ? told(name, wording, draft) : nil
        guard faults.isEmpty, let person else { throw fault }
        var request = EventRequest(event: event, person: person, by: by, code: code, campaign: campaign)
        request.consent = told
        return .event(request)
    }

    /// Why whoever tells it may not; nil when they may.
    package func refusal(of draft: Draft) -> String? { teller.refusal(of: draft, saysConsent: saysConsent(draft)) }

    private mutating func told(_ event: String, _ wording: String?, _ draft: Draft) -> ConsentTold {
        var told = ConsentTold(wording: wording, source: "\(source) \(event)")
        told.proof = line(.because, draft).map { .operatorSays(because: $0) }
        if case .program = teller { told.isOfProgram = true }
        return told
    }

    /// Whether a yes to marketing is in it. A sign-up is none: the person says yes to the mail that it brings.
    private func saysConsent(_ draft: Draft) -> Bool {
        let settings = plan.settings.consent
        let event = draft[.event] ?? ""
        if event == settings.signUpEvent { return !settings.doubleOptIn }
        return event == settings.confirmedEvent || draft.says(.consent)
            || plan.journey.stage(reachedBy: event) == .subscribe
    }

    /// A sign-up or a confirmation: what it means for the ledger is decided with the event.
    private func isConsent(_ event: String) -> Bool {
        event == plan.settings.consent.signUpEvent || event == plan.settings.consent.confirmedEvent
    }

    private func consent(to event: String, wording: String?, now: Timestamp) -> Consent? {
        guard !isConsent(event) else { return nil }
        return ConsentPolicy.noted(
            wording: wording, asksForMail: plan.journey.stage(reachedBy: event) == .subscribe,
            source: "\(source) \(event)", at: now)
    }

    private mutating func visits(
        _ event: String, _ draft: Draft, at: Timestamp, now: Timestamp
    ) throws(Misreading) -> Visits {
        guard faults.isEmpty else { throw fault }
        if let no = EventPolicy.refusal(ofMoment: at, now: now) { throw Misreading(no.sentence, hasRightForm: true) }
        guard event == Visits.event else {
            throw Misreading("'\(PlainText.shown(event))' needs the address of who did it; only 'visited' goes without")
        }
        let counted: Set<DraftField> = [.event, .campaign, .count, .at]
        if let field = DraftField.allCases.first(where: { !counted.contains($0) && draft.says($0) }) {
            throw Misreading("a visit without an address is only counted, and takes no \(draft.place(field))")
        }
        guard let name = draft[.campaign] else {
            throw Misreading(
                "a visit without an address is counted for a campaign; name it in \(draft.place(.campaign))")
        }
        guard let campaign = plan.catalog.campaigns[name] else {
            let hint =
                mayHint() ? Suggestion.phrase(for: name, in: plan.campaigns.values.map(\.name).sorted()) : ""
            throw Misreading(EventRefusal.unknownCampaign(name, hint: hint).sentence, hasRightForm: true)
        }
        guard let count = Int(draft[.count] ?? "1"), (1...1_000_000_000).contains(count) else {
            throw Misreading("\(draft.place(.count)) must be a whole number from 1 to 1000000000")
        }
        return Visits(campaign: campaign, day: min(at, now).utcDay, count: count)
    }

    package static let currencyAlone = "a currency without a value; add the value, or leave the currency out"

    private mutating func amount(_ draft: Draft) -> Money? {
        guard let value = draft[.value] else {
            if draft.says(.currency) {
                note(Self.currencyAlone, hasRightForm: true)
            }
            return nil
        }
        let text = "\(value) \(draft[.currency] ?? "")"
        if let known = amounts[text] { return known }
        do throws(Misreading) {
            let money = try Money(value: value, currency: draft[.currency]) { mayHint() }
            if amounts.count < 10_000 { amounts[text] = money }
            return money
        } catch {
            note(error.reason, hasRightForm: true)
            return nil
        }
    }

    private mutating func data(_ draft: Draft) -> [String: String] {
        if let fault = draft.dataFault { note(fault) }
        return draft.data
    }
}

extension Draft {
    private static let longestData = 2000
    private static let mostData = 50

    /// The first thing that is wrong with `data`.
    fileprivate var dataFault: String? {
        if data.count > Self.mostData { return "\(place(.data)) has more than \(Self.mostData) fields" }
        for (name, text) in data.sorted(by: { $0.key < $1.key }) {
            if let fault = nameFault(ofData: name) { return fault }
            if let fault = PlainText.fault(text, longest: Self.longestData, lines: .several) {
                return "\(place(.data, name)) \(fault)"
            }
        }
        return nil
    }

    func nameFault(ofData name: String) -> String? {
        Identifier.isOne(name, also: "_")
            ? nil : Identifier.complaint(name, as: "a field of \(place(.data))", also: "_")
    }
}
