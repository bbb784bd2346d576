extension EventPolicy {
    /// Why it is not recorded; nil when nothing speaks against it.
    static func refusal(
        of request: EventRequest, facts: EventFacts, plan: Plan, now: Timestamp
    ) -> EventRefusal? {
        let event = request.event
        func hint(_ name: String, _ known: @autoclosure () -> [String]) -> String {
            request.mayHint ? Suggestion.phrase(for: name, in: known()) : ""
        }
        if plan.journey.events[event.name] == nil {
            return .unknownEvent(event.name, hint: hint(event.name, plan.journey.events.keys.sorted()))
        }
        if let no = refusal(ofMoment: event.at, now: now) { return no }
        if let value = event.value, value.minorUnits < 0 { return .negativeMoney }
        if event.name == plan.settings.consent.confirmedEvent,
            let no = refusal(ofConfirmation: request, facts, plan.settings.consent)
        {
            return no
        }
        if plan.journey.isReview(event.name), let score = event.data[LowScore.field], Double(score)?.isFinite != true {
            return .badScore(score)
        }
        let products = plan.ladder.packages.map(\.name)
        if let product = event.product, !products.isEmpty, !products.contains(product) {
            return .unknownProduct(product, hint: hint(product, products))
        }
        if let name = request.campaign, plan.campaignID(named: name) == nil {
            return .unknownCampaign(name, hint: hint(name, plan.campaigns.values.map(\.name).sorted()))
        }
        if facts.isNew, !plan.journey.addsUnknownContacts { return .unknownContact }
        if request.by?.key == request.person.address.key { return .selfReferral }
        guard let promoter = facts.promoter else {
            if let code = request.code { return .unknownCode(code) }
            return request.by == nil ? nil : .unknownContact
        }
        if promoter.isNew, !plan.journey.addsUnknownContacts { return .unknownContact }
        let isSelf =
            promoter.contact.id == facts.contact.id || promoter.contact.address.key == facts.contact.address.key
        return isSelf ? .selfReferral : nil
    }

    /// `Purchases.otherCurrencies`; nil also for what is no refund.
    static func otherCurrencies(than event: Event, _ facts: EventFacts, _ plan: Plan, now: Timestamp) -> [String]? {
        let journey = plan.journey
        guard event.value != nil, journey.returns(event.name) else { return nil }
        return Purchases.otherCurrencies(
            than: Deed(event, at: min(event.at, now)), in: facts.deeds, buys: journey.buys, returns: journey.returns)
    }

    /// Why nothing can have happened at that moment, as a clock that is wrong says; nil when it can.
    package static func refusal(ofMoment moment: Timestamp, now: Timestamp) -> EventRefusal? {
        if moment > now.adding(milliseconds: tolerance) { return .fromTheFuture(moment) }
        return moment < earliest ? .tooLongAgo(moment) : nil
    }

    /// | What speaks for it | The person said no | Answer |
    /// | --- | --- | --- |
    /// | the mailed button | after the sign-up | refused: said no since |
    /// | the mailed button | before it, or never | recorded |
    /// | the operator, with a reason | whenever | recorded |
    /// | nothing else | and it is in force | refused: said no, or erased |
    /// | nothing else, from a program | never | recorded where the person signed up, else refused: no sign-up |
    /// | nothing else, from the operator | never | recorded |
    private static func refusal(
        ofConfirmation request: EventRequest, _ facts: EventFacts, _ settings: ConsentSettings
    ) -> EventRefusal? {
        switch request.consent?.proof {
        case .mailedLink(let signedUpAt): return facts.standing.saidNo(after: signedUpAt) ? .saidNoSince : nil
        case .operatorSays: return nil
        case nil: break
        }
        if facts.standing.saysNo {
            return facts.standing.suppressions.contains { $0.reason == .erased } ? .erased : .saidNo
        }
        guard request.consent?.isOfProgram == true else { return nil }
        let signUp = facts.history[settings.signUpEvent]
        return signUp.map { $0.firstAt <= request.event.at } == true ? nil : .noSignUp
    }
}

extension Plan {
    /// A campaign that the files have, by name.
    package func campaignID(named name: String) -> CampaignID? {
        catalog.campaigns[name].flatMap { campaigns[$0] == nil ? nil : $0 }
    }
}
