/// The journey's memory: what people did, where they stand, and what moved them. The same promises as `Store`.
package protocol JourneyStore: Store {
    // MARK: Events

    /// All requests in one transaction, in order; one result for each; and `visits`, which are only counted. `decide` is pure and sees what the
    /// requests before it changed. When it throws, none of it happened.
    ///
    /// When it returns, each recorded event is durable with all that follows from it: transitions, runs that end and begin, referrals, earnings,
    /// counters. May be repeated after a crash: the same name and key are recorded once.
    func record(
        _ requests: [EventRequest], visits: [Visits], now: Timestamp,
        decide: (EventRequest, EventFacts) -> EventDecision
    ) throws(StoreError) -> [EventResult]
    /// Visits of people without an address: counts only, by campaign and UTC day (`2026-11-22`).
    func countVisits(_ campaign: CampaignID, day: String, count: Int) throws(StoreError)

    // MARK: One transition at a time

    /// Up to `limit` contacts with a waiting run for whom something changed: it began to wait, a run of theirs ended, their stage changed, or an hour
    /// went by. `decide` gets their waiting and active runs, oldest first, and says which waiting one begins now and with which step, or none. Each
    /// contact is a savepoint. Returns how many began. Run it after runs ended, and once a second: it looks at one index when there is nobody.
    func wakeWaiting(
        now: Timestamp, limit: Int, decide: (Contact, [Enrollment], Standing) -> Turn?
    ) throws(StoreError) -> Int
    /// Moves a contact by hand, in any direction. The cause is recorded. One who stands there already stays so, and nothing is recorded.
    func setStage(_ contact: ContactID, _ stage: Stage, cause: Transition.Cause, now: Timestamp) throws(StoreError)

    // MARK: The queue

    /// `Store.claim`, with `Candidate.facts` filled for steps that were never tried and that `factsFor` asks them for: those with a condition on
    /// events or tags, or whose template speaks of the ladder or the contact's code. `makeCode` makes up a code for a contact who has none yet, where the step's
    /// template speaks of it, and nil elsewhere; it is asked again for one that is taken, and what it gave is the contact's for ever.
    func claim(
        owner: String, now: Timestamp, limit: Int, factsFor: (StepID) -> Bool, makeCode: (StepID) -> String?,
        decide: (Candidate, [Pause]) -> Clearance
    ) throws(StoreError) -> ClaimBatch

    // MARK: People

    func addTags(_ tags: Set<String>, to contact: ContactID) throws(StoreError)
    func removeTags(_ tags: Set<String>, from contact: ContactID) throws(StoreError)
    /// For conditions: tags, when each event happened last, what happened where products were named, and the contact's own code.
    func facts(of contact: ContactID) throws(StoreError) -> Facts
    func events(of contact: ContactID) throws(StoreError) -> [Event]
    func transitions(of contact: ContactID) throws(StoreError) -> [Transition]
    /// Contacts by stage or tag, by address; `after` pages on.
    func contacts(_ filter: ContactFilter) throws(StoreError) -> [Contact]
    /// The contact's own code, made by `make` when there is none yet; unique.
    func code(of contact: ContactID, make: () -> String) throws(StoreError) -> String

    // MARK: Reports

    /// Confirmations of sign-ups that wait for room in a budget; nil when none does.
    func delayedConfirmations(now: Timestamp) throws(StoreError) -> DelayedConfirmations?

    /// From the counters, between two UTC days, included.
    func journeyCounts(from: String, to: String) throws(StoreError) -> JourneyCounts
    /// The same, counted again from the rows, however long it takes.
    func recount(from: String, to: String) throws(StoreError) -> JourneyCounts
    /// The promoters' ledger, oldest first.
    func earnings(now: Timestamp) throws(StoreError) -> [EarningRow]
    /// The same of one promoter.
    func earnings(of promoter: ContactID, now: Timestamp) throws(StoreError) -> [EarningRow]
}

extension JourneyStore {
    /// The same without visits.
    package func record(
        _ requests: [EventRequest], now: Timestamp, decide: (EventRequest, EventFacts) -> EventDecision
    ) throws(StoreError) -> [EventResult] {
        try record(requests, visits: [], now: now, decide: decide)
    }

    /// The same, and nobody gets a code.
    package func claim(
        owner: String, now: Timestamp, limit: Int, factsFor: (StepID) -> Bool,
        decide: (Candidate, [Pause]) -> Clearance
    ) throws(StoreError) -> ClaimBatch {
        try claim(owner: owner, now: now, limit: limit, factsFor: factsFor, makeCode: { _ in nil }, decide: decide)
    }
}
