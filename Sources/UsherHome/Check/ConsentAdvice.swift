import UsherCore

/// What a home's owner should know about sign-ups. Advice: a shop may have none.
enum ConsentAdvice {
    /// | | |
    /// | --- | --- |
    /// | no public address | nothing: there is no form |
    /// | `consent.sign_up`'s event is not in `config/journey.yaml`, and is not the usual one | the form is not there |
    /// | it is there, and adds nobody | the same |
    /// | `consent.confirmed`'s is not | nobody can confirm |
    /// | `consent.soft_opt_in`'s is not, with or without a public address | it lets nobody be mailed |
    static func warnings(_ files: HomeFiles) -> [Problem] {
        let (consent, events) = (files.settings.consent, files.journey.events)
        var warnings: [Problem] = []
        if let event = consent.softOptIn, events[event] == nil {
            warnings.append(missing(event, named: "consent.soft_opt_in", so: "nobody may be mailed because of it"))
        }
        let confirms = files.settings.published != nil || files.settings.confirmingDomain != nil
        if confirms, consent.doubleOptIn, events[consent.signUpEvent] != nil, events[consent.confirmedEvent] == nil {
            warnings.append(
                missing(consent.confirmedEvent, named: "consent.confirmed", so: "nobody can confirm a sign-up"))
        }
        guard files.settings.published != nil else { return warnings }
        if events[consent.signUpEvent] == nil {
            // A shop that named none has no form.
            guard consent.signUpEvent != ConsentSettings().signUpEvent else { return warnings }
            warnings.append(missing(consent.signUpEvent, named: "consent.sign_up", so: "/subscribe answers 404"))
        } else if !files.journey.addsUnknownContacts {
            warnings.append(
                Problem(
                    .warning, file: "config/journey.yaml",
                    "'unknown_people: refuse' lets nobody sign up: /subscribe answers 404"))
        }
        return warnings
    }

    private static func missing(_ event: String, named setting: String, so consequence: String) -> Problem {
        Problem(
            .warning, file: "config/journey.yaml",
            "there is no event '\(event)', which \(setting) names: \(consequence); add it under 'events', or name another in "
                + "config/usher.yaml")
    }
}
