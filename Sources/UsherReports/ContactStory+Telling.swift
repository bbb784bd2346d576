import UsherCore

extension ContactStory {
    /// The facts that the store knows about one person.
    package struct Facts: Sendable {
        let contact: Contact
        package let consents: [Consent]
        package let standing: Standing
        var enrollments: [Enrollment]
        package let deliveries: [DeliveryRow]
        package var pauses: [Pause] = []
        package var isDaemonRunning = true
        /// Why the daemon sends nothing, by its own word; nil while it does.
        package var obstacle: String?
        /// Why the daemon sends no transactional mail, where that has a relay of its own; nil while it does.
        package var transactionalObstacle: String?
        var journey = ContactJourney.Facts()
        package var clicks: [ClickRow] = []
        var past = ContactPast()
    }

    /// Tells the story of an address that is suppressed and belongs to no contact.
    package init(stranger: EmailAddress, standing: Standing, plan: Plan) {
        let clock = plan.settings.clock
        address = stranger.wire
        isContact = false
        name = nil
        self.clock = clock.name
        language = plan.settings.shop.language
        stage = nil
        consent = []
        suppressions = standing.suppressions.map { $0.sentence(catalog: plan.catalog, clock: clock) }
        enrollments = []
        notices = []
        noticesGone = nil
        journey = ContactJourney(ContactJourney.Facts(), plan: plan, clock: clock)
    }

    package init(_ facts: Facts, plan: Plan, now: Timestamp) {
        let contact = facts.contact
        let clock = plan.settings.clock(of: contact.zone)
        address = contact.address.wire
        isContact = true
        name = contact.name
        self.clock = clock.name
        language = contact.language ?? plan.settings.shop.language
        stage = contact.stage
        consent =
            Self.consent(facts.consents, clock: clock)
            + Self.withheld(facts.standing, facts.deliveries, plan.settings.consent)
        suppressions = facts.standing.suppressions.map { $0.sentence(catalog: plan.catalog, clock: clock) }
        let teller = MessageTeller(
            plan: plan, clock: clock, pauses: facts.pauses, standing: facts.standing,
            isDaemonRunning: facts.isDaemonRunning, daemonsObstacle: facts.obstacle,
            transactionalObstacle: facts.transactionalObstacle, now: now,
            clicks: Dictionary(grouping: facts.clicks, by: \.delivery))
        enrollments = facts.enrollments.map { Self.tell($0, facts, teller: teller) }
        journey = ContactJourney(facts.journey, plan: plan, clock: clock)
        notices = facts.deliveries.filter { $0.enrollment == nil }.map {
            teller.message($0, step: $0.notice ?? "notice")
        }
        noticesGone = facts.past.notices > 0 ? facts.past.notices : nil
    }

    private static func consent(_ consents: [Consent], clock: ZoneClock) -> [String] {
        if consents.isEmpty { return ["has agreed to nothing: marketing is withheld"] }
        return consents.map { consent in
            let wording = consent.wording.map { ": \"\($0)\"" } ?? ""
            return "\(consent.said.phrase) \(consent.kind.rawValue) on \(Wording.time(consent.at, clock: clock)), "
                + consent.basis + (consent.source == consent.basis ? "" : " (\(consent.source))") + wording
        }
    }

    /// The sentence why marketing is withheld in spite of what was said; nil where it was a no, which says it already.
    private static func withheld(
        _ standing: Standing, _ deliveries: [DeliveryRow], _ settings: ConsentSettings
    ) -> [String] {
        let answer = ConsentPolicy.answer(standing, settings: settings)
        switch answer {
        case .yes, .no, .nothing: return []
        case .unconfirmed where !deliveries.contains { $0.notice == ConfirmationLimit.notice }:
            return [
                "marketing is withheld: the sign-up is not confirmed, and no confirmation was mailed for it: the mailbox had as many "
                    + "as consent.confirmations allows, or the sign-up was a week old; the person may sign up again"
            ]
        case .unconfirmed, .softOptInIsOff:
            return DeliveryReason(answer).map { ["marketing is withheld: \($0.words)"] } ?? []
        }
    }

    private static func tell(_ enrollment: Enrollment, _ facts: Facts, teller: MessageTeller) -> EnrollmentStory {
        let plan = teller.plan
        let mine = facts.deliveries.filter { $0.enrollment == enrollment.id }
        let clock = teller.clock
        let name = plan.catalog.campaignName(enrollment.campaign) ?? "campaign \(enrollment.campaign)"
        let key = enrollment.key.isEmpty ? "" : " [\(enrollment.key)]"
        let waits = Arbiter.reason(enrollment, contact: facts.contact, enrollments: facts.enrollments, plan: plan)
        let state = waits ?? enrollment.phrase
        let ended = enrollment.endedAt.map { ", \(Wording.time($0, clock: clock))" } ?? ""
        let messages = mine.map { row in
            teller.message(
                row, step: row.step.flatMap { plan.catalog.stepName($0, in: enrollment.campaign) } ?? "a step")
        }
        let later = later(enrollment, mine, plan)
        let noes = later.compactMap { step in
            plan.no(to: step, of: enrollment.campaign, standing: facts.standing, at: teller.now).map {
                (step.name, $0.words)
            }
        }
        let isNone = noes.count == later.count
        return EnrollmentStory(
            campaign: name, key: enrollment.key, state: state, entered: enrollment.enteredAt.iso8601,
            ended: enrollment.endedAt?.iso8601, goesOn: enrollment.goesOn, messages: messages,
            gone: facts.past.messages[enrollment.id],
            later: later.map(\.name),
            heading: "\(name)\(key): \(state)\(ended); entered \(Wording.time(enrollment.enteredAt, clock: clock))",
            laterNo: isNone ? noes.first?.1 : nil, laterWithheld: isNone ? [] : Set(noes.map(\.0)))
    }

    /// The steps after the last one that has a delivery, while the enrollment goes on.
    private static func later(_ enrollment: Enrollment, _ deliveries: [DeliveryRow], _ plan: Plan) -> [Step] {
        guard enrollment.goesOn, let steps = plan.campaigns[enrollment.campaign]?.steps else { return [] }
        let reached = deliveries.compactMap { $0.step.flatMap(plan.place)?.index }.max() ?? -1
        return Array(steps.dropFirst(reached + 1))
    }
}

extension ContactStory {
    /// Why an address that is no contact's is not mailed. Of one that was erased nothing is said, not even what it said
    /// before.
    package static func noes(to stranger: EmailAddress, standing: Standing, plan: Plan) -> [String] {
        guard !standing.suppressions.contains(where: { $0.reason == .erased }) else { return [] }
        return ContactStory(stranger: stranger, standing: standing, plan: plan).suppressions
    }
}

extension ContactStory.Facts {
    /// Reads them; what a daemon does and what is paused is nothing of the person's. With a limit, of what the person
    /// did and of the messages that are settled only the newest so many are read. Blocks.
    package init(of contact: Contact, store: any Store, now: Timestamp, newest limit: Int? = nil) throws(StoreError) {
        let known = try store.facts(of: contact.id)
        let past = try store.past(of: contact.id)
        let journey = ContactJourney.Facts(
            tags: known.tags, events: try store.events(of: contact.id, newest: limit ?? .max), gone: past.deeds,
            transitions: try store.transitions(of: contact.id), code: known.promoterCode,
            earnings: try store.earnings(of: contact.id, now: now))
        self.init(
            contact: contact, consents: try store.consents(of: contact.id),
            standing: try store.standing(contact.address.key, now: now),
            enrollments: try store.enrollments(of: contact.id),
            deliveries: try store.deliveries(DeliveryFilter(contact: contact.id, limit: limit ?? 10_000)),
            journey: journey,
            clicks: try store.clicks(of: contact.id), past: past)
    }
}

extension Enrollment.EndReason {
    /// The words for the reason, to stand after the campaign's name.
    package var phrase: String {
        switch self {
        case .finished: "finished"
        case .goalReached: "reached its goal"
        case .stopped: "stopped by an event"
        case .left: "taken out"
        case .suppressed: "ended because the person must not be mailed"
        case .replaced: "replaced by another campaign"
        case .removed: "ended because the campaign's file is gone"
        }
    }
}

extension Enrollment {
    /// Whether something may still be sent for it. Whoever is held out gets nothing, however long that is.
    fileprivate var goesOn: Bool { state == .active || state == .waiting }

    /// The words for the enrollment's state, to stand after the campaign's name.
    fileprivate var phrase: String {
        switch state {
        case .active: "under way"
        case .waiting: "waiting for another campaign to end"
        case .heldOut:
            "in the group that gets nothing, for comparison"
                + (endReason == .goalReached ? "; reached the goal all the same" : "")
        case .ended: endReason?.phrase ?? "ended"
        }
    }
}

extension Suppression {
    /// The sentence about a suppression:
    /// `must not get any marketing: unsubscribed Mon ... by operator: "asked by phone"`.
    package func sentence(catalog: Catalog, clock: ZoneClock) -> String {
        let what =
            switch scope {
            case .everything: "any mail"
            case .marketing: "any marketing"
            case .campaign(let id): "mail of \(catalog.campaignName(id) ?? "a campaign that is gone")"
            }
        let end = until.map { " until \(Wording.time($0, clock: clock))" } ?? ""
        let said = note.map { ": \"\($0.words)\"" } ?? ""
        return
            "must not get \(what)\(end): \(reason.words) on \(Wording.time(at, clock: clock)), by \(by == "operator" ? "the operator" : by)\(said)"
    }
}

extension Consent.Said {
    /// The words for what was said, to stand before what it was said about.
    package var phrase: String {
        switch self {
        case .agreed: "agreed to"
        case .confirmed: "confirmed the agreement to"
        case .unsubscribed: "unsubscribed from"
        case .complained: "complained about"
        }
    }
}
