/// What `usher event`, or the shop over HTTP, tells.
package struct EventRequest: Hashable, Sendable {
    package var event: Event
    /// Who did it. Unknown people become contacts, unless `journey.yaml` says otherwise.
    package var person: ContactDraft
    /// Who brought them: `recommended ADDRESS --by FRIEND`.
    package var by: EmailAddress?
    /// A promoter's own code that came along.
    package var code: String?
    /// The campaign whose tracked link they came through, by name.
    package var campaign: String?
    /// The other name that the same event may be recorded under, because its score was another: `Journey.counted`.
    package var otherName: String?
    /// What came along with a sign-up or its confirmation.
    package var consent: ConsentTold?
    /// The notice of which `EventFacts.confirmationsAt` is wanted; set at the door of intake.
    package var countedNotice: String?
    /// What the confirmation of a sign-up counts against; set at the door of intake.
    package var budgets: [ConfirmationBudget] = []
    /// The event that it counts as where the person did the like before; the same telling may be recorded under that
    /// name.
    package var again: String?
    /// Whether the decision needs what the person bought (`EventFacts.deeds`).
    package var needsDeeds = false
    /// Whether a refusal may look for what was meant.
    package var mayHint = true
    /// What it is the other half of; set with `again`.
    package var counterparts: Counterparts?

    package init(
        event: Event, person: ContactDraft, by: EmailAddress? = nil, code: String? = nil, campaign: String? = nil
    ) {
        self.event = event
        self.person = person
        self.by = by
        self.code = code
        self.campaign = campaign
    }
}

extension Journey {
    /// What a telling counts as, by its event. It carries the other name that its event may be recorded under, because
    /// the same name and key are told once. A second call changes nothing.
    package func counted(_ request: EventRequest) -> EventRequest {
        guard let low = events[request.event.name]?.lowScore else { return request }
        var request = request
        let told = request.event.name
        request.event = counted(request.event)
        request.otherName = request.event.name == told ? low.event : told
        return request
    }
}
