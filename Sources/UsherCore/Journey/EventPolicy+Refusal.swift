extension EventPolicy {
    /// Why it is not recorded; nil when nothing speaks against it.
    static func refusal(
        of request: EventRequest, facts: EventFacts, plan: Plan, now: Timestamp
    ) -> EventRefusal? {
        let event = request.event
        if plan.journey.events[event.name] == nil {
            let hint = Suggestion.phrase(for: event.name, in: plan.journey.events.keys.sorted())
            return .unknownEvent(event.name, hint: hint)
        }
        if event.at > now.adding(milliseconds: tolerance) { return .fromTheFuture(event.at) }
        if let value = event.value, value.minorUnits < 0 { return .negativeMoney }
        if event.name == plan.settings.consent.confirmedEvent, let asked = request.consent?.signedUpAt,
            facts.standing.saidNo(after: asked)
        {
            return .saidNoSince
        }
        if plan.journey.isReview(event.name), let score = event.data[LowScore.field], Double(score)?.isFinite != true {
            return .badScore(score)
        }
        let products = plan.ladder.packages.map(\.name)
        if let product = event.product, !products.isEmpty, !products.contains(product) {
            return .unknownProduct(product, hint: Suggestion.phrase(for: product, in: products))
        }
        if let name = request.campaign, plan.campaignID(named: name) == nil {
            let names = plan.campaigns.values.map(\.name).sorted()
            return .unknownCampaign(name, hint: Suggestion.phrase(for: name, in: names))
        }
        if facts.isNew, !plan.journey.addsUnknownPeople { return .unknownPerson }
        if request.by?.key == request.person.address.key { return .selfReferral }
        guard let promoter = facts.promoter else {
            if let code = request.code { return .unknownCode(code) }
            return request.by == nil ? nil : .unknownPerson
        }
        if promoter.isNew, !plan.journey.addsUnknownPeople { return .unknownPerson }
        let isSelf =
            promoter.contact.id == facts.contact.id || promoter.contact.address.key == facts.contact.address.key
        return isSelf ? .selfReferral : nil
    }
}

extension Plan {
    /// A campaign that the files have, by name.
    package func campaignID(named name: String) -> CampaignID? {
        catalog.campaigns[name].flatMap { campaigns[$0] == nil ? nil : $0 }
    }
}
