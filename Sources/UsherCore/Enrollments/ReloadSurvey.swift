/// What edited files change for those who wait: what `usher plan` says, and what decides whether a reload is held.
///
/// Shown each delivery that waits, queued or parked, it answers by the first row that fits:
///
/// | What is so | Effect | Counts for the hold |
/// | --- | --- | --- |
/// | a notice, or tried: edits never reach it | unchanged | nobody |
/// | its step is newer than the old plan: its person entered by the new files | unchanged | nobody |
/// | its campaign is gone from the new files | stranded | nobody here: the whole campaign's enrollments are in `gone` |
/// | its step is gone from the new files | stranded | its enrollment, as stranded |
/// | by the new files it goes as soon as any may, and by the old ones later | mailed at once | its person, as mailed at once |
/// | the new files give it an earlier date of its own | sooner | nobody |
/// | the new files give it a later date | later | nobody |
/// | else | unchanged | nobody |
///
/// *As soon as any may* is now, or where cap, window or the step's time of day do not allow that, the first moment that
/// they do: everybody moved to Monday's opening is mailed at once, too. What a limit had put off was due by the old
/// files already.
package struct ReloadSurvey: Sendable {
    private let old: Plan
    private let new: Plan
    private let now: Timestamp
    package private(set) var mailed: Set<ContactID> = []
    package private(set) var stranded: Set<EnrollmentID> = []

    /// The effect of the new files on one e-mail that waits.
    package enum Effect: String, Hashable, Sendable, Codable, CaseIterable {
        case unchanged, later, sooner
        case mailedAtOnce = "mailed at once"
        case stranded
    }

    package init(from old: Plan, to new: Plan, now: Timestamp) {
        self.old = old
        self.new = new
        self.now = now
    }

    /// Campaigns of the old files that are not in the new ones: each of their enrollments is stranded.
    package var gone: [CampaignID] { old.campaigns.keys.filter { new.campaigns[$0] == nil }.sorted() }

    /// Whether anybody need be looked at: not when both give every step the same due time.
    package var isNeeded: Bool { old.timetable != new.timetable }

    /// Whether a reload waits for somebody's yes: it mails more than `reload.hold_above` people at once, or strands
    /// anybody. `goneEnrollments` are the enrollments of the campaigns in `gone`.
    package func isHeld(goneEnrollments: Int) -> Bool {
        mailed.count > new.settings.reloadHoldAbove || stranded.count + goneEnrollments > 0
    }

    /// Whether it does more than what somebody was shown who said yes: mails `reload.hold_above` people more at once,
    /// who came in the meantime, or strands as many more, or anybody where nobody was to be.
    package func exceeds(_ shown: ReloadShown, goneEnrollments: Int) -> Bool {
        guard shown.mailed >= 0, shown.stranded >= 0 else { return true }
        let more = new.settings.reloadHoldAbove
        return mailed.count - shown.mailed > more
            || stranded.count + goneEnrollments - shown.stranded > (shown.stranded > 0 ? more : 0)
    }

    @discardableResult
    package mutating func look(at candidate: Candidate) -> Effect {
        guard case .step(let step, let enrollment, let anchor) = candidate.subject, candidate.composition == nil,
            let before = old.place(step)
        else { return .unchanged }
        guard new.campaigns[enrollment.campaign] != nil else { return .stranded }
        guard let place = new.place(step) else {
            stranded.insert(enrollment.id)
            return .stranded
        }
        let due = due(place, anchor, candidate, new)
        let dueBefore = self.due(before, anchor, candidate, old)
        guard due < dueBefore else { return due > dueBefore ? .later : .unchanged }
        for keepsHour in [false, true] {
            let soonest = Schedule.soonest(
                place.step, isFirst: place.index == 0, keepingHour: keepsHour,
                clock: new.settings.clock(of: candidate.contact.zone), settings: new.settings,
                lastMarketingAt: candidate.standing.lastMarketingAt, now: now)
            guard due <= soonest, dueBefore > soonest else { continue }
            mailed.insert(candidate.contact.id)
            return .mailedAtOnce
        }
        return .sooner
    }

    /// The moments at which the candidate's step is due by the old files and by the new ones; nil where one of them
    /// does not have it.
    package func dates(of candidate: Candidate) -> (before: Timestamp, after: Timestamp)? {
        guard case .step(let step, _, let anchor) = candidate.subject, let before = old.place(step),
            let after = new.place(step)
        else { return nil }
        return (due(before, anchor, candidate, old), due(after, anchor, candidate, new))
    }

    private func due(_ place: Plan.Position, _ anchor: Timestamp, _ candidate: Candidate, _ plan: Plan) -> Timestamp {
        Schedule.due(
            place.step, isFirst: place.index == 0, anchor: anchor,
            clock: plan.settings.clock(of: candidate.contact.zone), settings: plan.settings,
            lastMarketingAt: candidate.standing.lastMarketingAt, now: now)
    }
}
