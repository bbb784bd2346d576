extension PersonDraft {
    /// The move to where the person is said to stand; nil where nothing is said, or where `contact` stands there or
    /// further: nobody goes back by it.
    package func move(of contact: Contact, now: Timestamp) -> Transition? {
        guard let stage, contact.stage.map({ $0 < stage }) ?? true else { return nil }
        let reason = consent?.source ?? "said with the person's data"
        return Transition(contact: contact.id, from: contact.stage, to: stage, at: now, cause: .stated(reason: reason))
    }
}
