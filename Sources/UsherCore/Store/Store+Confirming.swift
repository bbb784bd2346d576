extension Store {
    /// The confirmation of the sign-up of that moment, with whom it is about: what the mailed button and an answer by
    /// mail tell alike, so that both count once. Nil where there is no such sign-up, or nobody by that number.
    ///
    /// `source` and `networkHash` are for the ledger: how it was confirmed, and from where.
    package func confirmation(
        of id: ContactID, signedUpAt: Timestamp, source: String, networkHash: [UInt8]? = nil, plan: Plan,
        now: Timestamp
    ) throws(StoreError) -> (request: EventRequest, contact: Contact)? {
        let settings = plan.settings.consent
        guard let contact = try contact(id), plan.journey.events[settings.confirmedEvent] != nil,
            // What the form told goes on to the enrollments that begin now. A confirmation counts only with the sign-up
            // that it confirms.
            let signUp = try events(of: id).last(where: { $0.name == settings.signUpEvent && $0.at == signedUpAt })
        else { return nil }
        let said = try consents(of: id).last { $0.basis == Consent.signUp && $0.at == signedUpAt }
        let event = Event(
            name: settings.confirmedEvent, key: "link-\(id)-\(signedUpAt.milliseconds)", at: now, data: signUp.data)
        var request = EventRequest(
            event: event, person: ContactDraft(address: contact.address),
            campaign: plan.known(signUp.data["campaign"]))
        request.consent = ConsentTold(
            wording: said?.wording, source: source, networkHash: networkHash,
            proof: .mailedLink(signedUpAt: signedUpAt))
        return (request, contact)
    }
}
