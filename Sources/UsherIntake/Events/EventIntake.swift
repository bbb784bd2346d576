import UsherComposing
import UsherCore
import UsherSupport

/// The one door for what people do: every command that tells an event comes through here, and the API does.
package struct EventIntake: Sendable {
    package let store: any Store
    package let plan: Plan
    package let notices: Edition?
    package let clock: any CalendarClock

    /// `notices` makes the notices to the shop and to whoever signs up; nil sends none.
    package init(store: any Store, plan: Plan, notices: Edition?, clock: any CalendarClock) {
        self.store = store
        self.plan = plan
        self.notices = notices
        self.clock = clock
    }

    /// By the files of an edition, with its notices.
    package init(store: any Store, edition: Edition, clock: any CalendarClock) {
        self.init(store: store, plan: edition.plan, notices: edition, clock: clock)
    }

    /// One transaction, with the visits that are only counted. What it answers is durable, with all that follows from
    /// each event; when it throws, nothing was recorded and nothing counted. A second call with the same keys adds
    /// nothing, and counts the visits again. The results stand in the order of the requests.
    ///
    /// `now` is when the first of them was read, for events that say no time of their own: a purchase after a sign-up
    /// in the same lot comes no sooner than the enrollment that the sign-up began. Nil asks the clock.
    package func record(
        _ requests: [EventRequest], visits: [Visits] = [], now: Timestamp? = nil
    ) throws(StoreError) -> [EventResult] {
        try take(requests, visits: visits, now: now).map(\.result)
    }

    /// What became of one of a lot.
    struct Taken {
        var result: EventResult
        /// A campaign begins on it with marketing, to which nobody ever said that the person agreed.
        var lacksConsent = false
    }

    /// As `record`.
    func take(
        _ requests: [EventRequest], visits: [Visits] = [], now: Timestamp? = nil
    ) throws(StoreError) -> [Taken] {
        guard !requests.isEmpty || !visits.isEmpty else { return [] }
        let now = now ?? clock.now()
        let requests = requests.map { counted($0, now: now) }
        try saveNotices(of: requests)
        // In the order of happening, so that none of a lot comes late to another of it.
        let order = requests.indices.sorted { (requests[$0].event.at, $0) < (requests[$1].event.at, $1) }
        var hints = Suggestion.Allowance()
        var lacking: Set<Event.Name> = []
        let results = try store.record(order.map { requests[$0] }, visits: visits, now: now) { request, facts in
            var request = request
            request.mayHint = hints.isLeft
            let decision = EventPolicy.decide(request, facts: facts, plan: plan, now: now) { name, event, contact in
                name == ConfirmationLimit.notice
                    ? notices?.confirmation(of: event, by: contact, now: now)
                    : notice(name, event, about: contact, now: now)
            }
            if case .refuse = decision { hints.take() }
            if decision.lacksConsent(facts.standing, plan) { lacking.insert(Event.Name(request.event)) }
            return decision
        }
        var answers = results.map { Taken(result: $0) }
        for (index, result) in zip(order, results) {
            answers[index] = Taken(
                result: result, lacksConsent: result.isRecorded && lacking.contains(Event.Name(requests[index].event)))
        }
        return answers
    }

    /// What a clock that goes a little fast says happened now: nothing is recorded for a moment to come, so that a no
    /// of that moment is not older than it.
    private func counted(_ request: EventRequest, now: Timestamp) -> EventRequest {
        var request = plan.counted(request)
        if EventPolicy.refusal(ofMoment: request.event.at, now: now) == nil {
            request.event.at = min(request.event.at, now)
        }
        if plan.settings.consent.isSignUp(request.event.name) {
            request.countedNotice = ConfirmationLimit.notice
            request.budgets = ConfirmationBudget.of(
                request.person.address, network: request.consent?.block, limits: plan.settings.consent.confirmations)
        }
        return request
    }

    /// A notice's revision must be on disk before the notice, whether a daemon has run with these files or not.
    private func saveNotices(of requests: [EventRequest]) throws(StoreError) {
        let told = requests.flatMap { [$0.event.name, $0.again] }.compactMap(\.self)
        var names = Set(told.compactMap { plan.journey.events[$0]?.notice })
        if requests.contains(where: { $0.countedNotice != nil }) { names.insert(ConfirmationLimit.notice) }
        guard let notices else { return }
        for name in names { try store.save(notices.revisions(ofNotice: name)) }
    }

    /// To the shop, in its language, once for each event.
    private func notice(_ name: String, _ event: Event, about contact: Contact, now: Timestamp) -> NoticeRequest? {
        guard let shop = plan.noticesTo else { return nil }
        let reader = ContactDraft(address: shop, name: plan.settings.shop.name)
        return notices?.notice(
            name, key: "\(event.name) \(event.key)", to: reader, about: contact, data: event.texts, now: now)
    }

    /// Records one event, and looks at what followed. What it answers is durable. When it throws, nothing was recorded.
    package func tell(_ request: EventRequest) throws(StoreError) -> EventOutcome {
        let result = try record([request]).first ?? .already
        var after: EventOutcome.After? = EventOutcome.After()
        if case .recorded(_, let contact) = result {
            do throws(StoreError) {
                after = EventOutcome.After(
                    enrollments: try store.enrollments(of: contact.id),
                    standing: try store.standing(contact.address.key, now: clock.now()))
            } catch {
                after = nil
            }
        }
        return EventOutcome(request: request, result: result, after: after)
    }

    /// Durable when it returns; a second call counts again.
    package func count(_ visits: Visits) throws(StoreError) {
        _ = try store.record([], visits: [visits], now: clock.now()) { _, _ in .already }
    }
}

extension Event {
    /// Which of a lot it is.
    fileprivate struct Name: Hashable {
        let name: String
        let key: String

        init(_ event: Event) { (name, key) = (event.name, event.key) }
    }
}

extension EventDecision {
    /// Whether it begins a campaign with marketing that a person who stands so agreed to nowhere.
    fileprivate func lacksConsent(_ standing: Standing, _ plan: Plan) -> Bool {
        guard standing.marketing == nil, case .record(let following) = self else { return false }
        var begins = false
        for consequence in following {
            if case .agree = consequence { return false }
            guard case .enroll(let campaign, _, _, .now, _) = consequence else { continue }
            begins = begins || plan.campaigns[campaign]?.hasMarketing == true
        }
        return begins
    }
}

extension Plan {
    /// Where the shop reads its notices.
    fileprivate var noticesTo: EmailAddress? {
        journey.noticesTo ?? (try? EmailAddress((settings.replyTo ?? settings.sender).address))
    }
}
