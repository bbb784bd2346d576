import UsherCore

extension OpenHome {
    /// Records one event. What it answers is durable.
    package func tell(_ request: EventRequest) throws(StoreError) -> EventStory {
        let results = try events.record([request])
        let result = results.first ?? .already
        var runs: [Enrollment] = []
        if case .recorded(_, let contact) = result { runs = try store.enrollments(of: contact.id) }
        return EventStory(request, result, runs: runs, plan: plan, now: clock.now())
    }
}

extension OpenHome {
    package func card(_ contact: Contact) throws(StoreError) -> ContactCard {
        ContactCard(
            contact, tags: try store.facts(of: contact.id).tags,
            standing: try store.standing(contact.address.key, now: clock.now()))
    }

    /// A stage by its name, or by what `journey.yaml` calls it.
    package func stage(named text: String) throws(UnknownName) -> Stage {
        let name = text.lowercased()
        if let stage = Stage(rawValue: name) { return stage }
        if let labelled = files.journey.stageLabels.first(where: { $0.value.lowercased() == name }) {
            return labelled.key
        }
        throw .stage(text, hint: Suggestion.phrase(for: name, in: Stage.allCases.map(\.rawValue)))
    }
}

extension OpenHome {
    /// What the store knows of one person's way.
    func journey(of contact: Contact) throws(StoreError) -> PersonJourney.Facts {
        let facts = try store.facts(of: contact.id)
        return PersonJourney.Facts(
            tags: facts.tags, events: try store.events(of: contact.id),
            transitions: try store.transitions(of: contact.id),
            code: facts.promoterCode, earnings: try store.earnings(of: contact.id, now: clock.now()))
    }
}
