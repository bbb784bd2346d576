import UsherCore

extension PersonStory {
    /// What the store knows about one person.
    package struct Facts: Sendable {
        package var contact: Contact
        package var consents: [Consent]
        package var standing: Standing
        package var enrollments: [Enrollment]
        package var deliveries: [DeliveryRow]
        package var pauses: [Pause]

        package init(
            contact: Contact, consents: [Consent], standing: Standing, enrollments: [Enrollment],
            deliveries: [DeliveryRow], pauses: [Pause]
        ) {
            self.contact = contact
            self.consents = consents
            self.standing = standing
            self.enrollments = enrollments
            self.deliveries = deliveries
            self.pauses = pauses
        }
    }

    package init(_ facts: Facts, plan: Plan, now: Timestamp) {
        let contact = facts.contact
        let clock = ZoneClock.of(contact, settings: plan.settings)
        address = contact.address.wire
        name = contact.name
        self.clock = clock.name
        language = contact.language ?? plan.settings.shop.language
        stage = contact.stage
        consent = Self.consent(facts.consents, clock: clock)
        suppressions = facts.standing.suppressions.map { Self.suppression($0, plan: plan, clock: clock) }
        let teller = MessageTeller(plan: plan, clock: clock, pauses: facts.pauses, now: now)
        runs = facts.enrollments.map { Self.run($0, facts.deliveries, teller: teller) }
        notices = facts.deliveries.filter { $0.enrollment == nil }.map {
            teller.message($0, step: $0.notice ?? "notice")
        }
    }

    private static func consent(_ consents: [Consent], clock: ZoneClock) -> [String] {
        if consents.isEmpty { return ["has agreed to nothing: marketing is withheld"] }
        return consents.map { consent in
            let wording = consent.wording.map { ": \"\($0)\"" } ?? ""
            return "\(consent.said.rawValue) to \(consent.kind.rawValue) mail on "
                + "\(Wording.time(consent.at, clock: clock)), \(consent.basis) (\(consent.source))\(wording)"
        }
    }

    private static func suppression(_ suppression: Suppression, plan: Plan, clock: ZoneClock) -> String {
        let scope =
            switch suppression.scope {
            case .everything: "all mail"
            case .marketing: "all marketing"
            case .campaign(let id): plan.catalog.campaignName(id) ?? "a campaign that is gone"
            }
        let until = suppression.until.map { " until \(Wording.time($0, clock: clock))" } ?? ""
        let note = suppression.note.map { ": \($0)" } ?? ""
        return "must not get \(scope)\(until): \(suppression.reason.rawValue) on "
            + "\(Wording.time(suppression.at, clock: clock)) by \(suppression.by)\(note)"
    }

    private static func run(_ enrollment: Enrollment, _ deliveries: [DeliveryRow], teller: MessageTeller) -> Run {
        let plan = teller.plan
        let mine = deliveries.filter { $0.enrollment == enrollment.id }
        let messages = mine.map { row in
            teller.message(
                row, step: row.step.flatMap { plan.catalog.stepName($0, in: enrollment.campaign) } ?? "a step")
        }
        return Run(
            campaign: plan.catalog.campaignName(enrollment.campaign) ?? "campaign \(enrollment.campaign)",
            key: enrollment.key, state: state(enrollment, teller.clock),
            entered: Wording.time(enrollment.enteredAt, clock: teller.clock), messages: messages,
            later: later(enrollment, mine, plan))
    }

    private static func state(_ enrollment: Enrollment, _ clock: ZoneClock) -> String {
        guard enrollment.state == .ended else { return enrollment.state.rawValue }
        let reason = enrollment.endReason?.phrase ?? "ended"
        return "\(reason)\(enrollment.endedAt.map { " on \(Wording.time($0, clock: clock))" } ?? "")"
    }

    /// The steps after the last one that has a delivery, while the run goes on.
    private static func later(_ enrollment: Enrollment, _ deliveries: [DeliveryRow], _ plan: Plan) -> [String] {
        guard enrollment.state != .ended, let steps = plan.campaigns[enrollment.campaign]?.steps else { return [] }
        let reached = deliveries.compactMap { $0.step.flatMap(plan.place)?.index }.max() ?? -1
        return steps.dropFirst(reached + 1).map(\.name)
    }
}

extension Enrollment.EndReason {
    fileprivate var phrase: String {
        switch self {
        case .finished: "finished"
        case .goalReached: "reached its goal"
        case .stopped: "stopped by an event"
        case .left: "taken out"
        case .suppressed: "ended, because the person must not be mailed"
        case .replaced: "replaced by another campaign"
        case .removed: "ended, because the campaign's file is gone"
        }
    }
}
