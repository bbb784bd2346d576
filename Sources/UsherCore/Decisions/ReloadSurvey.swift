/// Whom edited files would mail at once, and whom they would leave without the step that they wait for: what decides
/// whether a reload is held.
///
/// Shown each delivery that waits, queued or parked, it counts by the first row that fits:
///
/// | What is so | Counts |
/// | --- | --- |
/// | a notice, or tried: edits never reach it | nobody |
/// | its campaign is gone from the new files | nobody here: the whole campaign's runs are in `gone` |
/// | its step is gone from the new files | its run, as stranded |
/// | its step is newer than the old plan: its person entered by the new files | nobody |
/// | by the new files it goes as soon as any may, and by the old ones later | its person, as mailed at once |
/// | else: due anyway, or moved to a later date of its own | nobody |
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

    package init(from old: Plan, to new: Plan, now: Timestamp) {
        self.old = old
        self.new = new
        self.now = now
    }

    /// Campaigns of the old files that are not in the new ones: each of their runs is stranded.
    package var gone: [CampaignID] { old.campaigns.keys.filter { new.campaigns[$0] == nil }.sorted() }

    /// False when the two give every step the same due time: then nobody need be looked at.
    package var isNeeded: Bool { old.timetable != new.timetable }

    package mutating func look(at candidate: Candidate) {
        guard case .step(let step, let enrollment, let anchor) = candidate.subject, candidate.composition == nil,
            new.campaigns[enrollment.campaign] != nil, let before = old.place(step)
        else { return }
        guard let place = new.place(step) else {
            stranded.insert(enrollment.id)
            return
        }
        let due = due(place, anchor, candidate, new)
        let dueBefore = self.due(before, anchor, candidate, old)
        guard due < dueBefore else { return }
        for keepsHour in [false, true] {
            let soonest = Schedule.soonest(
                place.step, isFirst: place.index == 0, keepingHour: keepsHour,
                clock: .of(candidate.contact, settings: new.settings), settings: new.settings,
                lastMarketingAt: candidate.standing.lastMarketingAt, now: now)
            if due <= soonest, dueBefore > soonest { mailed.insert(candidate.contact.id) }
        }
    }

    private func due(_ place: Plan.Place, _ anchor: Timestamp, _ candidate: Candidate, _ plan: Plan) -> Timestamp {
        Schedule.due(
            place.step, isFirst: place.index == 0, anchor: anchor,
            clock: .of(candidate.contact, settings: plan.settings), settings: plan.settings,
            lastMarketingAt: candidate.standing.lastMarketingAt, now: now)
    }
}
