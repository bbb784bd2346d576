/// The queue and the memory of one home.
///
/// One verb is one transaction with all its consequences; none spans the network. When a verb returns, what it says is
/// durable (`synchronous=FULL` or its like); when it throws, nothing of it happened. Every verb may block on the disk
/// or on another process: call it on a thread or a serial queue of your own, never in a Task. The closures are core's
/// decisions: pure, called inside the transaction, perhaps more than once.
///
/// What the public address needs of it alone stands in three parts: unsubscribe links, counts of links, and tokens;
/// what the dashboard needs, in a fourth.
///
/// `now` is the calendar's time and always passed in. No verb compares the clocks of two machines.
package protocol Store: UnsubscribingStore, TrafficStore, APITokenStore, DashboardStore {
    // MARK: The database

    /// A random id from the database's creation, 32 hexadecimal digits: what Message-IDs and tokens are derived from. A
    /// copy has the same.
    var databaseID: String { get }
    /// The keys that this database was used with.
    func keyFingerprints() throws(StoreError) -> [KeyFingerprint]
    /// Writes keys down, for ever. A second call with the same ones changes nothing.
    func takeUp(_ keys: [KeyFingerprint]) throws(StoreError)
    /// The text of one line of a small table for the daemon's own memory (`clock`, `status`, ...); nil where there is
    /// none.
    func note(_ name: String) throws(StoreError) -> String?
    func setNote(_ name: String, _ text: String?) throws(StoreError)

    // MARK: Names and revisions

    /// Makes sure that each campaign and step has a row, applies renames, and returns all names. A second call changes
    /// nothing: a rename whose new name is known is done. Chains (c was b, b was a) come out right. Names that left the
    /// files stay.
    func register(_ outlines: [CampaignOutline]) throws(StoreError) -> Catalog
    func catalog() throws(StoreError) -> Catalog
    /// What `register` would return, and nothing is changed: for files that are not in place yet. May wait for a
    /// writer.
    func catalog(with outlines: [CampaignOutline]) throws(StoreError) -> Catalog
    /// Keeps what a message is made from; known hashes are left alone.
    func save(_ sources: [RevisionHash: MessageSources]) throws(StoreError)
    func sources(_ hash: RevisionHash) throws(StoreError) -> MessageSources?
    /// The numbers of revisions that no message will be made from any more, and that are none of `keeping`: lowest
    /// first, at most `limit`.
    func unneededRevisions(keeping: Set<RevisionHash>, limit: Int) throws(StoreError) -> [Int64]
    /// Lets those of `revisions` go that nothing needs at this moment either. Returns how many went.
    func forgetRevisions(_ revisions: [Int64], now: Timestamp) throws(StoreError) -> Int

    // MARK: People

    func contact(_ key: AddressKey) throws(StoreError) -> Contact?
    /// The contact of this number, which a link in an e-mail names, because no address stands in it. Nil for a number
    /// that nobody has, or has any more.
    func contact(_ id: ContactID) throws(StoreError) -> Contact?
    /// Contacts by stage or tag, by address; `after` pages on.
    func contacts(_ filter: ContactFilter) throws(StoreError) -> [Contact]
    /// Up to `limit` contacts whose address or name begins with `text`, those by address first, each by address. None
    /// for an empty text. Letters of ASCII count alike in capitals and small.
    func contacts(beginning text: String, limit: Int) throws(StoreError) -> [Contact]
    func addTags(_ tags: Set<String>, to contact: ContactID) throws(StoreError)
    func removeTags(_ tags: Set<String>, from contact: ContactID) throws(StoreError)
    /// The facts for conditions: tags, when each event happened last, what happened where products were named, and the
    /// contact's own code.
    func facts(of contact: ContactID) throws(StoreError) -> Facts
    /// The newest so many of them.
    func events(of contact: ContactID, newest limit: Int) throws(StoreError) -> [Event]
    /// All enrollments of one person, oldest first.
    func enrollments(of contact: ContactID) throws(StoreError) -> [Enrollment]
    func transitions(of contact: ContactID) throws(StoreError) -> [Transition]
    /// The remains of this person's rows that were let go of.
    func past(of contact: ContactID) throws(StoreError) -> ContactPast
    /// Moves a contact by hand, in any direction. The cause is recorded. One who stands there already stays so, and
    /// nothing is recorded.
    func setStage(_ contact: ContactID, _ stage: Stage, cause: Transition.Cause, now: Timestamp) throws(StoreError)

    // MARK: Yes and no

    /// The standing of an address, also one that belongs to no contact (any more).
    func standing(_ key: AddressKey, now: Timestamp) throws(StoreError) -> Standing
    /// Adds an entry to a contact's ledger. `ConsentPolicy.counts` says whether it is the one that counts from now on.
    func record(_ consent: Consent, of contact: ContactID) throws(StoreError)
    func consents(of contact: ContactID) throws(StoreError) -> [Consent]
    /// Adds a suppression. Enrollments that it forbids entirely end now and their queued and parked deliveries are
    /// withheld: everything ends all, marketing ends every enrollment (transactional steps of an enrollment belong to
    /// it), a campaign its own. What is claimed stays so, and the gate says no from now on. The address need not belong
    /// to a contact; one that comes later has the suppression. A second call adds a second.
    func suppress(
        _ key: AddressKey, scope: Suppression.Scope, reason: Suppression.Reason, until: Timestamp?, by: String,
        note: SuppressionNote?, now: Timestamp
    ) throws(StoreError) -> SuppressionID
    /// Adds many, in one transaction and in order, each as above, where `ToldNo.answer` says so. What became of each. A
    /// second call adds nothing.
    func suppress(_ requests: [NoRequest], now: Timestamp) throws(StoreError) -> [ToldNo.Answer]
    /// What the same would do, each by itself; writes nothing.
    func wouldSuppress(_ requests: [NoRequest], now: Timestamp) throws(StoreError) -> [ToldNo.Answer]
    /// Adds a row that lifts `id`. False when it is not in force.
    func lift(_ id: SuppressionID, by: String, note: SuppressionNote, now: Timestamp) throws(StoreError) -> Bool
    /// The ledger's rows in force, newest first, with the address where a contact still has one.
    func suppressions(limit: Int, now: Timestamp) throws(StoreError) -> [SuppressionEntry]

    // MARK: Enrollments

    /// All requests in one transaction, in order; one outcome for each. At most a few hundred at a time: a bulk command
    /// pauses between calls.
    ///
    /// The contact is saved and its consent recorded before `decide` is asked, whatever it answers. `decide` sees the
    /// runs before: where it answers the same person, campaign and key with `.already`, this verb may be repeated after
    /// a crash; where it says enter, the enrollment gets the first free key (`Enrollment.freeKey`).
    func admit(
        _ requests: [EntryRequest], now: Timestamp, decide: (EntryRequest, EntryFacts) -> Admission
    ) throws(StoreError) -> [EntryOutcome]
    /// Ends the contact's active and waiting enrollments of a campaign, cancels what was queued or parked for them, and
    /// returns how many ended. An enrollment that a refusal ended is counted among them and stays ended, also when that
    /// refusal turns out to be a mistake. What is claimed or held stays so; the gate says that the enrollment ended,
    /// and its settle no longer moves the enrollment.
    func leave(
        _ campaign: CampaignID, contact: ContactID, reason: Enrollment.EndReason, now: Timestamp
    ) throws(StoreError) -> Int
    /// All requests in one transaction, in order; one result for each; and `visits`, which are only counted. `decide`
    /// is pure and sees what the requests before it changed. When it throws, none of it happened.
    ///
    /// When it returns, each recorded event is durable with all that follows from it: transitions, enrollments that end
    /// and begin, referrals, earnings, counters. May be repeated after a crash: the same name and key are recorded
    /// once.
    func record(
        _ requests: [EventRequest], visits: [Visits], now: Timestamp,
        decide: (EventRequest, EventFacts) -> EventDecision
    ) throws(StoreError) -> [EventResult]
    /// Up to `limit` contacts with a waiting enrollment for whom something changed: it began to wait, an enrollment of
    /// theirs ended, their stage changed, or an hour went by. `decide` gets their waiting and active enrollments,
    /// oldest first, and says which waiting one begins now and with which step, or none. Each contact is a savepoint.
    /// Returns how many began. Run it after runs ended, and once a second: it looks at one index when there is nobody.
    func wakeWaiting(
        now: Timestamp, limit: Int, decide: (Contact, [Enrollment], Standing) -> Turn?
    ) throws(StoreError) -> Int
    /// How many enrollments of a campaign have not ended: a reload without it would strand them.
    func activeEnrollments(campaign: CampaignID) throws(StoreError) -> Int

    // MARK: The queue

    /// Takes up to `limit` due rows of a stream off the queue, in order of due time, asks `decide` about each, and
    /// carries the answers out: claims for `owner`, moves, parks, closings with their advances. At most one marketing
    /// claim per contact: a second marketing row of a contact that has a claim is put back one second later without
    /// asking. Claims survive until `settle`, `release` or `recover`.
    ///
    /// A step that goes as another kind than it was queued as gets that kind, in the delivery and in the claim; one
    /// that becomes marketing while the contact has a marketing claim is put back one second later as well.
    ///
    /// The revision that a composition names must be saved: else this throws `.defect` and nothing was claimed. A move
    /// goes to no earlier than one millisecond from `now`. `decide` sees the pauses in force; parking under
    /// another leaves it where it was, for the next claim. A pause whose `until` has come is over: each claim puts up
    /// to `limit` of what it had parked back, at the old due times, and the last removes it.
    ///
    /// Transactional mail that came to have a relay of its own is held no longer by the pauses of the other, and where
    /// it has none any more, that relay's pauses are over: what either had parked is put back in the same way.
    ///
    /// `Candidate.facts` is filled for steps that were never tried and that `factsFor` asks them for: those with a
    /// condition on events or tags, or whose template speaks of the ladder or the contact's code. `makeCode` makes up a
    /// code for a contact who has none yet, where the step's template speaks of it, and nil elsewhere; it is asked
    /// again for one that is taken, and what it gave is the contact's for ever.
    func claim(
        _ stream: MailStream, owner: String, now: Timestamp, limit: Int, factsFor: (StepID) -> Bool,
        makeCode: (StepID) -> String?, decide: (Candidate, [Pause]) -> Clearance
    ) throws(StoreError) -> ClaimBatch
    /// The moment at which the next claim of a stream will find something: when the earliest queued delivery is due, or
    /// when the first pause that has something parked ends by itself.
    func nextDue(_ stream: MailStream) throws(StoreError) -> Timestamp?
    /// Records outcomes, many per commit, each in a savepoint. A settlement whose claim `owner` no longer holds changes
    /// nothing and is returned as false.
    ///
    /// An advance never revives an enrollment that ended meanwhile, and a delivery that was started again by `retry`
    /// does not move an enrollment that went on from it before. A next step that the enrollment has had already (its
    /// file was reordered) ends the enrollment as finished. An advance that the database refuses stops the enrollment,
    /// and the outcome is recorded all the same: what was sent must not be sent again.
    ///
    /// `stream` is what goes through the relay that answered: its answers are counted for it. `day` is the sender's day
    /// at `now`: marketing messages of a campaign, and what goes through transactional mail's own relay, are counted on
    /// it for the breakers.
    func settle(
        _ settlements: [Settlement], of stream: MailStream, owner: String, now: Timestamp, day: SendingDay
    ) throws(StoreError) -> [DeliveryID: Bool]
    /// Gives claims back to the queue, due at the given time, as if they had not been made. For what was never started.
    /// A step that was never tried is composed anew at its next claim. Claims that `owner` does not hold are left
    /// alone.
    func release(_ deliveries: [DeliveryID], owner: String, due: Timestamp, now: Timestamp) throws(StoreError)
    /// Takes back every claim of another owner, which is in doubt; to be called at start, with the lock held.
    /// `resendAt` puts it back with a note of the doubt, nil holds it for a human. It counts as an attempt. Returns
    /// their deliveries.
    func recover(owner: String, resendAt: Timestamp?, now: Timestamp) throws(StoreError) -> [DeliveryID]
    /// A message that belongs to no sequence. The same name and key a second time returns the first one's id and
    /// changes nothing. Nil, and nothing is added, for somebody who was erased.
    func addNotice(_ notice: NoticeRequest, now: Timestamp) throws(StoreError) -> DeliveryID?
    /// Reschedules after files or people changed: asks `due` for up to `limit` queued steps after `cursor` (by
    /// delivery) and moves those whose answer differs. Returns the last delivery looked at, nil when there are no more.
    func reschedule(
        after cursor: DeliveryID?, limit: Int, due: (Candidate) -> Timestamp?
    ) throws(StoreError) -> DeliveryID?
    /// Shows up to `limit` steps that wait, queued or parked, after `cursor` (by delivery), and changes nothing: what a
    /// reload is judged by. Returns the last delivery looked at, nil when there are no more.
    func waiting(after cursor: DeliveryID?, limit: Int, look: (Candidate) -> Void) throws(StoreError) -> DeliveryID?
    /// How many steps wait, queued or parked: as many as `waiting` shows in the end.
    func waitingCount() throws(StoreError) -> Int
    /// Whether `retry` would start it.
    func canBeRetried(_ delivery: DeliveryID) throws(StoreError) -> Bool
    /// Starts a terminal delivery (failed, cancelled, withheld, skipped) or one held in doubt again, due now. False for
    /// any other, and for one whose enrollment was cut short: nothing of that is sent any more. Attempts, deadline and
    /// doubt begin afresh; the composition stays unless it was to be recomposed, or its values were let go.
    func retry(_ delivery: DeliveryID, now: Timestamp) throws(StoreError) -> Bool
    /// Cancels what has not gone out (queued, parked, held); the enrollment goes on as `advance` says. False when it is
    /// claimed or settled.
    func cancel(_ delivery: DeliveryID, now: Timestamp, advance: (Candidate) -> Advance) throws(StoreError) -> Bool
    /// The past, the present, the future: settled ones in order of settling, then what is claimed or held, then what is
    /// queued or parked in order of due time. The limit keeps the newest of the settled ones, and as many of the others
    /// from the front.
    func deliveries(_ filter: DeliveryFilter) throws(StoreError) -> [DeliveryRow]
    /// Confirmations of sign-ups that wait for room in a budget; nil when none does.
    func delayedConfirmations(now: Timestamp) throws(StoreError) -> DelayedConfirmations?

    // MARK: Mistakes

    /// Finds out, after these deliveries were refused, whether a refusal in the same words meets so many that it is
    /// about the sender or about one message (`Sameness`), and whether a campaign's list is bad (`BounceBreaker`).
    /// Counted from what was recorded; what is found is written down, and what was counted for it does not count again.
    /// A second call finds nothing new. Of `stream` alone: what the relay of another does says nothing about this
    /// one's.
    func findMistakes(
        after refused: [DeliveryID], in stream: MailStream, now: Timestamp
    ) throws(StoreError) -> [Mistake]
    /// To be called after these deliveries were refused, and none of it turned out to be the sender's: pauses the
    /// campaigns, or transactional mail's own relay, whose numbers say so (`BreakerPolicy`), and returns those pauses.
    /// What is paused already stays so for its own reason; a second call finds nothing new.
    func tripBreakers(after refused: [DeliveryID], now: Timestamp) throws(StoreError) -> [Pause]
    /// What complaints have warned of since then and what has not paused since, by campaign and day; transactional
    /// mail's own relay comes first.
    func complaintWarnings(since: Timestamp) throws(StoreError) -> [ComplaintWarning]
    /// Takes back what failed or bounced by mistake, up to `limit` of what `filter` finds after `cursor`: suppressions
    /// are lifted (a row that names `by` and says `note`), enrollments go on from where they were, and deliveries are
    /// due now. An enrollment whose next step was not tried yet stands before the one that failed again; else that one
    /// goes alone. `due` says when other steps of an enrollment that goes on are due.
    ///
    /// Nobody is mailed against a no that came since, and nobody who was erased, and no enrollment goes on of which
    /// `isOver` says that it would be over by now. With a `deadline` in milliseconds it runs on from the first attempt,
    /// and what is past it stays as it is. A second call finds nothing of what was undone.
    func undo(
        _ filter: UndoFilter, after cursor: UndoCursor?, limit: Int, by: String, note: SuppressionNote, now: Timestamp,
        deadline: Int64?, isOver: @escaping (EndedEnrollment) -> Bool, due: @escaping (Candidate) -> Timestamp?
    ) throws(StoreError) -> UndoLot

    // MARK: Mail that comes back

    /// Records mails in one transaction, in order, each with what follows from it (`ReturnPolicy`); one outcome for
    /// each. When it returns, all of it is durable.
    ///
    /// A mail of a key that is recorded changes nothing, so a second call is as good as the first. `messageID` says
    /// what the local part of a delivery's Message-ID is that was composed at that moment. Of mails without a
    /// consequence the newest of the last ninety days stay: as many of what people wrote as `KeptMail` says, and apart
    /// from them of what machines did. What breakers say because of a mail stands in its outcome, once; the pause is
    /// recorded with it.
    func take(
        _ mails: [ReturnedReport], now: Timestamp, messageID: (DeliveryID, Timestamp) -> String
    ) throws(StoreError) -> [ReturnedOutcome]
    /// The tie that `take` would find for a mail if it came now. Records nothing.
    func tie(
        of mail: ReturnedReport, messageID: (DeliveryID, Timestamp) -> String
    ) throws(StoreError) -> ReturnedTie
    /// The newest first.
    func returned(_ filter: ReturnedFilter) throws(StoreError) -> [ReturnedRow]
    /// The numbers of mails that came back between two UTC days, included, by campaign, step and recipient domain.
    func returnedCounts(from: String, to: String) throws(StoreError) -> [ReturnedCount]

    // MARK: Pauses

    /// A second pause of the same scope replaces the first, but one with an end never replaces one without: what an
    /// operator paused, no relay's recovery resumes.
    func pause(_ pause: Pause) throws(StoreError)
    /// Ends a pause and puts its parked deliveries back in their old order, `spacing` milliseconds apart from `now` on
    /// (0: all now). False when there was none.
    ///
    /// What breakers counted of a campaign, or of transactional mail's own relay, before it is resumed does not count
    /// any more.
    ///
    /// Thousands go back in several transactions, so that no settle waits for them all: the first ends the pause, and
    /// if this dies half-way, claims put the rest back as they do when a pause's time is over.
    func resume(_ scope: PauseScope, now: Timestamp, spacing: Int64) throws(StoreError) -> Bool
    func pauses() throws(StoreError) -> [Pause]

    // MARK: Promoters

    /// The contact's own code, made by `make` when there is none yet; unique.
    func code(of contact: ContactID, make: () -> String) throws(StoreError) -> String
    /// The promoters' ledger, oldest first; of one of them, or of all where that is nil.
    func earnings(of promoter: ContactID?, now: Timestamp) throws(StoreError) -> [EarningRow]

    // MARK: Numbers

    func totals(now: Timestamp) throws(StoreError) -> Totals
    /// The number of messages of a stream that went since `since`, and of those that a warm-up holds back.
    func warmUpTally(_ stream: MailStream, since: Timestamp) throws(StoreError) -> WarmUpTally
    /// The UTC day on which the first person was made known; nil where nobody was. What is told of days before it is
    /// told of some people alone.
    func firstCountedDay() throws(StoreError) -> String?
    /// The counts of the journey from the counters, between two UTC days, included.
    func journeyCounts(from: String, to: String) throws(StoreError) -> JourneyCounts
    /// What became of the messages of one campaign that were sent between two UTC days, included, from the rows and the
    /// sums of those that are gone. Who entered after `overBefore` has time left for the goal.
    func campaignResults(
        _ campaign: CampaignID, from: String, to: String, goal: CampaignGoal, overBefore: Timestamp
    ) throws(StoreError) -> CampaignResults
    /// What became of those who were sent `step` from `start` to before `end`, at most so many of them, the latest:
    /// whether they came to `next`.
    func flow(
        from step: StepID, to next: StepID, start: Timestamp, end: Timestamp, limit: Int
    ) throws(StoreError) -> StepFlow
    /// The journey day by day until a UTC day, included, as far back as it is looked at (`JourneyHistory.longest`),
    /// from the counters.
    func journeyHistory(to: String) throws(StoreError) -> JourneyHistory
    /// The counts of the journey, counted again from the rows, however long it takes.
    func recount(from: String, to: String) throws(StoreError) -> JourneyCounts

    // MARK: Rights

    // Erasing is a job that is written down: `beginErasing` makes it, `openErasures` knows it until all of it is done,
    // and whatever stops it, each of the verbs between may be called again.
    //
    // | Verb | Afterwards |
    // | --- | --- |
    // | `beginErasing` | nothing starts any more; the job is open, and knows the address |
    // | `goOnErasing` | nothing in the tables names the person; the job is clean |
    // | `forgetAddress` | the job does not know the address either |
    // | `endErasing` | the job is done |

    /// Whether there is anything to erase: a contact of this address, or a row of somebody else that speaks of it. The
    /// second takes seconds in a large database; nobody waits for it.
    func speaks(of address: EmailAddress) throws(StoreError) -> Bool
    /// Suppresses the address, so that nothing starts any more, and opens the job: no import and no event can bring the
    /// address back; a confirmed sign-up can. Also where nobody has the address. A second call while the job is open
    /// changes nothing.
    func beginErasing(_ address: EmailAddress, by: String, note: SuppressionNote, now: Timestamp) throws(StoreError)
    /// Oldest first.
    func openErasures() throws(StoreError) -> [OpenErasure]
    /// Forgets the person for good: no name, address, attribute, text or answer of theirs is in any table afterwards;
    /// numbers stay, and the suppression, which knows the address by its keyed hash only.
    ///
    /// A message of the person, about them or that speaks of them, that is on its way is waited for: the answer is
    /// `onItsWay` then; call again. What a dead daemon had claimed is not; `isAlive` says it of a claim's owner. What
    /// others wrote about the person is looked for where nobody waits. A second call finds nothing to do.
    func goOnErasing(_ erasure: OpenErasure.ID, isAlive: (String) -> Bool, now: Timestamp) throws(StoreError) -> Erasure
    func forgetAddress(of erasure: OpenErasure.ID) throws(StoreError)
    /// Ends a job of erasing. Of a sign-up that nobody confirmed nothing stays at all.
    func endErasing(_ erasure: OpenErasure.ID, now: Timestamp) throws(StoreError)
    /// Forgets those who asked for mail by `event` before `moment`, never confirmed it, and did nothing else since. No
    /// suppression is left: they may ask again. Their mail is elsewhere, so each leaves an open job. At most `limit` of
    /// them, those after `cursor`; the second call goes on after the last. One whose row is bad is passed over, and
    /// keeps nobody else.
    func forgetUnconfirmed(
        _ event: String, before moment: Timestamp, after cursor: ContactID?, limit: Int, now: Timestamp
    ) throws(StoreError) -> Forgotten
}

extension Store {
    package func events(of contact: ContactID) throws(StoreError) -> [Event] {
        try events(of: contact, newest: .max)
    }
}
