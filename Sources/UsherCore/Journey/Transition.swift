/// A contact's change of stage.
package struct Transition: Hashable, Sendable {
    package var contact: ContactID
    /// Nil for the first: `- -> STAGE`.
    package var from: Stage?
    package var to: Stage
    package var at: Timestamp
    package var cause: Cause

    package init(contact: ContactID, from: Stage?, to: Stage, at: Timestamp, cause: Cause) {
        self.contact = contact
        self.from = from
        self.to = to
        self.at = at
        self.cause = cause
    }

    /// What claims a transition.
    package enum Cause: Hashable, Sendable {
        /// An enrollment whose goal it was.
        case enrollment(EnrollmentID, CampaignID)
        /// A campaign's tracked link.
        case link(CampaignID)
        /// A promoter's code.
        case code(promoter: ContactID)
        /// `usher contact stage`, and what was said about it. This and the next two are neither intended by a campaign
        /// nor an accident.
        case stated(because: String)
        /// The person entered the campaign and had no stage yet.
        case entered(CampaignID)
        /// A stage that was told with the person's data, by an import say, where that is known.
        case told(source: String?)
        /// Nothing claims it.
        case accident(event: String)
        case unknown(Coded)

        package var isIntended: Bool {
            switch self {
            case .enrollment, .link, .code: true
            case .stated, .entered, .told, .accident, .unknown: false
            }
        }
    }
}
