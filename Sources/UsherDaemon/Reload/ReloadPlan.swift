import UsherCore
import UsherHome
import UsherReports

/// What files that are not in place yet would change for the people now in sequences: what `usher plan` prints.
///
/// Judged by the same `ReloadSurvey` as a reload.
package struct ReloadPlan: Sendable {
    /// How many e-mails that wait fall under each effect.
    package private(set) var counts: [ReloadSurvey.Effect: Int] = [:]
    /// How many people would be mailed at once.
    package private(set) var mailed = 0
    /// How many enrollments would be left without their step or campaign.
    package private(set) var stranded = 0
    /// The number of people above which a reload is held.
    package private(set) var holdAbove = 0
    /// Whether a reload with these files would wait for somebody's yes.
    package private(set) var isHeld = false
    /// Why a reload would not take them up, and a restart would; nil where it would.
    package private(set) var afterRestart: String?
    /// A sentence about what the relay's warm-up holds back of those; nil where it holds nothing.
    package private(set) var warmUp: String?
    /// A sentence about the relay that transactional mail goes through from then on, where that is another; nil where
    /// it stays.
    package private(set) var transactional: String?
    /// The people for whom something changes, up to the limit, those first for whom a reload is held; empty unless
    /// asked for.
    package private(set) var people: [Affected] = []
    /// How many more such people there are than `people` has.
    package private(set) var more = 0

    package struct Affected: Sendable, Encodable {
        package let contact: ContactID
        package let address: String
        package let message: String
        package let effect: ReloadSurvey.Effect
        /// The due times by today's files and by the new ones, in UTC; absent for an enrollment that is stranded.
        package let before: String?
        package let after: String?
        /// The line that people read.
        let line: String
        /// The due times by today's files and by the new ones; nil for an enrollment that is stranded.
        let dates: (before: Timestamp, after: Timestamp)?

        private enum CodingKeys: String, CodingKey { case address, message, effect, before, after }
    }

    /// How many waiting e-mails are looked at in one question.
    private static let lot = 500

    /// Makes the plan. Asks the database, and changes nothing in it; the daemon may go on beside. `names`: how many
    /// people to name; `progress` is told how many e-mails were looked at, after each lot. Blocks.
    package init(of files: HomeFiles, in home: OpenHome, names: Int = 0, progress: (Int) -> Void = { _ in }) throws {
        try self.init(
            of: files, serving: home.plan, in: home.store, now: home.clock.now(), names: names, progress: progress)
    }

    /// Makes the plan of files whose plan serves by now.
    init(
        of files: HomeFiles, serving old: Plan, in store: any Store, now: Timestamp, names: Int = 0,
        progress: (Int) -> Void = { _ in }
    ) throws {
        let new = Plan(files: files, catalog: try store.catalog(with: files.campaigns.map(CampaignOutline.init)))
        var survey = ReloadSurvey(from: old, to: new, now: now)
        if survey.isNeeded {
            try look(&survey, from: old, to: new, in: store, names: names, progress: progress)
        } else {
            // Nobody's date can differ: as many are unchanged as wait.
            let waiting = try store.waitingCount()
            counts = waiting > 0 ? [.unchanged: waiting] : [:]
        }
        let goneEnrollments = try survey.goneEnrollments(store)
        mailed = survey.mailed.count
        stranded = survey.stranded.count + goneEnrollments
        holdAbove = new.settings.reloadHoldAbove
        isHeld = survey.isHeld(goneEnrollments: goneEnrollments)
        warmUp = try store.warmUp(of: new.settings, now: now)
            .flatMap { WarmUpLine.holding(mailed + $0.waiting, $0, clock: new.settings.clock) }
        afterRestart = new.settings.needsRestart(after: old.settings)
        let relays = [old.settings, files.settings].map { $0.of(.transactional).smtp?.name }
        if old.settings.hasTwoStreams || files.settings.hasTwoStreams, relays[0] != relays[1] {
            transactional =
                "transactional mail goes through \(relays[1] ?? "no relay") from then on, what waits now as well"
        }
    }

    /// Looks at everybody who waits.
    private mutating func look(
        _ survey: inout ReloadSurvey, from old: Plan, to new: Plan, in store: any Store, names: Int,
        progress: (Int) -> Void
    ) throws {
        var named: [ReloadSurvey.Effect: [Affected]] = [:]
        var (cursor, looked) = (DeliveryID?.none, 0)
        repeat {
            cursor = try store.waiting(after: cursor, limit: Self.lot) { candidate in
                let effect = survey.look(at: candidate)
                looked += 1
                counts[effect, default: 0] += 1
                guard effect != .unchanged, named[effect, default: []].count < names else { return }
                named[effect, default: []].append(
                    Affected(candidate, effect, survey.dates(of: candidate), old: old, new: new))
            }
            progress(looked)
        } while cursor != nil
        guard names > 0 else { return }
        people = Array(Self.inOrder.flatMap { named[$0] ?? [] }.prefix(names))
        more = Self.inOrder.reduce(0) { $0 + (counts[$1] ?? 0) } - people.count
    }

    /// The effects in the order in which people are named, those that concern them most first.
    private static let inOrder: [ReloadSurvey.Effect] = [.stranded, .mailedAtOnce, .sooner, .later]
}

extension ReloadPlan {
    /// Whether a reload would take the files up as they are.
    package var isTakenUp: Bool { !isHeld && afterRestart == nil }

    package var lines: [String] {
        let rows = ReloadSurvey.Effect.allCases.map { effect in
            let count = "\(counts[effect] ?? 0)"
            return
                "  \(effect.rawValue)\(String(repeating: " ", count: max(1, 26 - effect.rawValue.count - count.count)))\(count)"
        }
        let named = people.map(\.line) + (more > 0 ? ["  and \(more) more; see --limit"] : [])
        return ["E-mails that people wait for now, and what these files would change for them:", ""] + rows
            + (named.isEmpty ? [] : [""] + named) + [""] + sentences
    }

    /// The sentences beside the numbers.
    var sentences: [String] { [warmUp, transactional, summary].compactMap(\.self) }

    private var summary: String {
        if let afterRestart { return "a reload does not take these files up: \(afterRestart)" }
        guard isHeld else { return "a reload takes these files up" }
        return "a reload is held: \(Reloader.Outcome.whatFor(mailed: mailed, stranded: stranded)) "
            + "(more than \(holdAbove) at once, or anybody left behind, needs a yes: usher reload --yes)"
    }
}

extension ReloadPlan: Encodable {
    private enum CodingKeys: String, CodingKey {
        case isTakenUp, isHeld, afterRestart, unchanged, later, sooner, mailedAtOnce, mailed, stranded, holdAbove,
            warmUp,
            transactional, people, more
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isTakenUp, forKey: .isTakenUp)
        try container.encode(isHeld, forKey: .isHeld)
        try container.encodeIfPresent(afterRestart, forKey: .afterRestart)
        try container.encode(counts[.unchanged] ?? 0, forKey: .unchanged)
        try container.encode(counts[.later] ?? 0, forKey: .later)
        try container.encode(counts[.sooner] ?? 0, forKey: .sooner)
        try container.encode(counts[.mailedAtOnce] ?? 0, forKey: .mailedAtOnce)
        try container.encode(mailed, forKey: .mailed)
        try container.encode(stranded, forKey: .stranded)
        try container.encode(holdAbove, forKey: .holdAbove)
        try container.encodeIfPresent(warmUp, forKey: .warmUp)
        try container.encodeIfPresent(transactional, forKey: .transactional)
        try container.encode(people, forKey: .people)
        try container.encode(more, forKey: .more)
    }
}

extension ReloadPlan.Affected {
    fileprivate init(
        _ candidate: Candidate, _ effect: ReloadSurvey.Effect, _ dates: (before: Timestamp, after: Timestamp)?,
        old: Plan, new: Plan
    ) {
        let clock = new.settings.clock(of: candidate.contact.zone)
        let name = effect == .stranded ? old.name(of: candidate.subject) : new.name(of: candidate.subject)
        contact = candidate.contact.id
        address = candidate.contact.address.wire
        message = name.description
        self.effect = effect
        before = dates?.before.iso8601
        after = dates?.after.iso8601
        self.dates = dates
        let moved =
            dates.map { ": \(Wording.wall(clock.wall(at: $0.before))) -> \(Wording.wall(clock.wall(at: $0.after)))" }
            ?? ""
        line = "  \(candidate.contact.address.wire)  \(name)  \(effect.rawValue)\(moved)"
    }
}
