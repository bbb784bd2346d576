/// What `enqueue`, an import or an event asks: this person into this campaign.
package struct EntryRequest: Hashable, Sendable {
    package var person: PersonDraft
    /// Nil only adds or updates the contact (`import`, `contact add`).
    package var campaign: CampaignID?
    /// Empty when the campaign has no key.
    package var key: String
    package var data: [String: String]
    /// The first e-mail is not due before this.
    package var notBefore: Timestamp?

    package init(
        person: PersonDraft, campaign: CampaignID?, key: String = "", data: [String: String] = [:],
        notBefore: Timestamp? = nil
    ) {
        self.person = person
        self.campaign = campaign
        self.key = key
        self.data = data
        self.notBefore = notBefore
    }
}

/// What is told about a person. Nil and absent mean: leave what is known as it is.
package struct PersonDraft: Hashable, Sendable {
    package var address: EmailAddress
    package var name: String?
    package var attributes: [String: AttributeValue]
    package var zone: String?
    package var language: String?
    /// Recorded only for a contact with no entry of that kind, and never for one who said no.
    package var consent: Consent?
    /// Added to those that the contact has.
    package var tags: Set<String>
    /// Where the person is said to stand. Taken only when it is beyond where the contact stands: nobody goes back by
    /// it.
    package var stage: Stage?

    package init(
        address: EmailAddress, name: String? = nil, attributes: [String: AttributeValue] = [:], zone: String? = nil,
        language: String? = nil, consent: Consent? = nil, tags: Set<String> = [], stage: Stage? = nil
    ) {
        self.address = address
        self.name = name
        self.attributes = attributes
        self.zone = zone
        self.language = language
        self.consent = consent
        self.tags = tags
        self.stage = stage
    }
}

/// What an admission is decided from; read in the transaction that carries it out.
package struct EntryFacts: Sendable {
    /// With the draft applied.
    package var contact: Contact
    /// Whether the contact was not known before.
    package var isNew: Bool
    /// Every run of this contact through this campaign, oldest first.
    package var runs: [Enrollment]
    /// Every run that has not ended, in every campaign: one transition at a time. Those of this campaign may be among
    /// them.
    package var allRuns: [Enrollment]
    package var standing: Standing

    package init(
        contact: Contact, isNew: Bool, runs: [Enrollment], standing: Standing, allRuns: [Enrollment] = []
    ) {
        self.contact = contact
        self.isNew = isNew
        self.runs = runs
        self.standing = standing
        self.allRuns = allRuns
    }
}

/// What an address has agreed to and what forbids mailing it, now.
package struct Standing: Hashable, Sendable {
    /// What the entry of the marketing ledger says that counts (`ConsentPolicy`); nil when there is none.
    package var marketing: Consent.Said?
    /// Of that entry; nil where none was kept, which counts as the operator's word.
    package var basis: String?
    /// When that was said.
    package var saidAt: Timestamp?
    /// Those in force, newest first.
    package var suppressions: [Suppression]
    /// When the contact was last sent marketing that counts towards the cap.
    package var lastMarketingAt: Timestamp?

    package init(
        marketing: Consent.Said? = nil, suppressions: [Suppression] = [], lastMarketingAt: Timestamp? = nil,
        basis: String? = nil, saidAt: Timestamp? = nil
    ) {
        self.marketing = marketing
        self.basis = basis
        self.saidAt = saidAt
        self.suppressions = suppressions
        self.lastMarketingAt = lastMarketingAt
    }
}

/// What core decided about a request.
package indirect enum Admission: Hashable, Sendable {
    /// A new run, whose first step is this.
    case enter(PlannedStep)
    /// A new run that waits: another campaign moves the contact now, and `Arbiter.wake` says when this one begins.
    case wait(behind: EnrollmentID)
    /// A new run that is recorded and gets nothing.
    case heldOut
    /// First the consequences, in order and in the same transaction: the stage that a contact without one takes, and
    /// the runs that give way. Then the admission, with `data` beside what the request has (the request's own texts
    /// win).
    case after([Consequence], data: [String: String], Admission)
    /// The same person, campaign and key: nothing is added.
    case already
    case refuse(Refusal)
}

/// Why a person may not enter a campaign.
package enum Refusal: Hashable, Sendable {
    case suppressed(Suppression)
    /// Said no to marketing, and the campaign has nothing else.
    case saidNo(Consent.Said)
    /// The campaign may not be entered again (yet).
    case reEntry(until: Timestamp?)
    /// Already in a run of it with another key.
    case running(EnrollmentID)
    /// The campaign is for people who stand elsewhere.
    case stage(Stage?, needed: Stage?)
    case noSteps
}

/// A step with a date.
package struct PlannedStep: Hashable, Sendable {
    package var step: StepID
    package var kind: MessageKind
    package var due: Timestamp
    /// When its wait began.
    package var anchor: Timestamp

    package init(step: StepID, kind: MessageKind, due: Timestamp, anchor: Timestamp) {
        self.step = step
        self.kind = kind
        self.due = due
        self.anchor = anchor
    }
}

/// What became of a request.
package enum EntryResult: Hashable, Sendable {
    /// Only the contact: the request named no campaign.
    case saved(ContactID, isNew: Bool)
    case entered(EnrollmentID, DeliveryID, PlannedStep, Contact)
    /// The new run waits until the other one, which has the contact now, is over.
    case waits(EnrollmentID, behind: EnrollmentID, Contact)
    case heldOut(EnrollmentID, Contact)
    case already(Contact)
    case refused(Refusal, Contact)
}
