/// A contact's change of stage.
package struct Transition: Hashable, Sendable {
    package var contact: ContactID
    /// The stage before; nil for the first move, `- -> STAGE`.
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

    /// The thing that claims a transition.
    package enum Cause: Hashable, Sendable {
        /// The goal of this enrollment.
        case enrollment(EnrollmentID, CampaignID)
        /// A campaign's tracked link.
        case link(CampaignID)
        /// A promoter's code.
        case code(promoter: ContactID)
        /// The operator stated it by `usher contact stage`, with what was said about it. This and the next two are
        /// neither intended by a campaign nor an accident.
        case stated(because: String)
        /// The person entered the campaign and had no stage yet.
        case entered(CampaignID)
        /// A stage that was told with the person's data, by an import say, where that is known.
        case told(source: String?)
        /// Nothing claims the move; this event made it.
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
