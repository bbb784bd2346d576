/// What `enqueue`, an import or an event asks: this person into this campaign.
package struct EntryRequest: Hashable, Sendable {
    package var person: ContactDraft
    /// Nil only adds or updates the contact (`import`, `contact add`).
    package var campaign: CampaignID?
    /// Empty when the campaign has no key.
    package var key: String
    package var data: [String: String]
    /// The first e-mail is not due before this.
    package var notBefore: Timestamp?
    /// What the person said no to, as another tool's list tells it.
    package var noes: [NoRequest] = []
    /// The list says that nobody ever asked the person.
    package var wasNeverAsked = false

    package init(
        person: ContactDraft, campaign: CampaignID?, key: String = "", data: [String: String] = [:],
        notBefore: Timestamp? = nil
    ) {
        self.person = person
        self.campaign = campaign
        self.key = key
        self.data = data
        self.notBefore = notBefore
    }

    /// Of somebody who agreed to marketing in the words of `wording`, where there are any (`ConsentPolicy.noted`).
    /// `source` is the command or the token, for the ledger.
    package init(
        told person: ContactDraft, campaign: CampaignID?, key: String = "", notBefore: Timestamp? = nil,
        wording: String? = nil, source: String, now: Timestamp
    ) {
        self.init(person: person, campaign: campaign, key: key, notBefore: notBefore)
        self.person.consent = ConsentPolicy.noted(wording: wording, source: source, at: now)
    }
}

/// What an admission is decided from; read in the transaction that carries it out.
package struct EntryFacts: Sendable {
    /// With the draft applied.
    package var contact: Contact
    /// Every enrollment of this contact through this campaign, oldest first.
    package var enrollments: [Enrollment]
    /// Every enrollment that has not ended, in every campaign: one transition at a time. Those of this campaign may be
    /// among them.
    package var allEnrollments: [Enrollment]
    package var standing: Standing

    package init(
        contact: Contact, enrollments: [Enrollment], standing: Standing, allEnrollments: [Enrollment] = []
    ) {
        self.contact = contact
        self.enrollments = enrollments
        self.standing = standing
        self.allEnrollments = allEnrollments
    }
}

/// What core decided about a request.
package indirect enum Admission: Hashable, Sendable {
    /// A new enrollment, whose first step is this.
    case enter(PlannedStep)
    /// A new enrollment that waits: another campaign moves the contact now, and `Arbiter.wake` says when this one
    /// begins.
    case wait(behind: EnrollmentID)
    /// A new enrollment that is recorded and gets nothing.
    case heldOut
    /// First the consequences, in order and in the same transaction: the stage that a contact without one takes, and
    /// the enrollments that give way. Then the admission, with `data` beside what the request has (the request's own
    /// texts win).
    case after([Consequence], data: [String: String], Admission)
    /// The same person, campaign and key: nothing is added.
    case already
    case refuse(EntryRefusal)
}

/// What became of a request.
package enum EntryResult: Hashable, Sendable {
    /// Only the contact: the request named no campaign.
    case saved(ContactID, isNew: Bool)
    case entered(EnrollmentID, DeliveryID, PlannedStep, Contact)
    /// The new enrollment waits until the other one, which has the contact now, is over.
    case waits(EnrollmentID, behind: EnrollmentID, Contact)
    case heldOut(EnrollmentID, Contact)
    case already(Contact)
    case refused(EntryRefusal, Contact)
}

/// What became of a request, and how its address stands with mail afterwards.
package struct EntryOutcome: Hashable, Sendable {
    package var result: EntryResult
    package var standing: Standing

    package init(_ result: EntryResult, standing: Standing) {
        self.result = result
        self.standing = standing
    }
}
