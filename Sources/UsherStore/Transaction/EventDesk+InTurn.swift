import UsherCore

/// An event that is told after later ones takes its place among them: what followed from those is taken back, as far as
/// nothing was sent, the event is recorded, and they are told once more, in the order in which all of it happened.
extension EventDesk {
    /// More later events than this are left as they are: then it counts as if it had happened after them.
    static let mostRetold = 100

    /// Nil where the event comes in turn already, or where the later ones cannot be told once more, because there are
    /// too many or some were let go of, or messages of an enrollment that one of them ended: then nothing is changed.
    func recordInTurn(
        _ request: EventRequest, _ facts: EventFacts, since: Timestamp,
        decide: (EventRequest, EventFacts) -> EventDecision
    ) throws(StoreError) -> EventResult? {
        let isLate =
            facts.history.values.contains { $0.lastAt > since } || facts.stageSince.map { $0 > since } ?? false
        guard isLate, try !events.isPruned(of: facts.contact.id, after: since) else { return nil }
        return try transaction.savepoint(keeping: { $0?.isRecorded == true }) { () throws(StoreError) in
            let known = try LaterEvent.after(since, of: facts.contact.id, in: transaction)
            guard known.count <= Self.mostRetold, known.allSatisfy(\.isRetellable) else { return nil }
            let untelling = try Untelling(transaction)
            guard try !untelling.endedWhatIsPruned(known) else { return nil }
            let stated = try untelling.untell(known, of: facts.contact.id, since: since)
            if known.isEmpty, stated.isEmpty { return nil }
            return try retell(request, among: known, stated, untelling, decide: decide)
        }
    }

    /// `known` are told once more, each in its turn, and the event in its own.
    private func retell(
        _ request: EventRequest, among known: [LaterEvent], _ stated: [TransitionRows.Kept], _ untelling: Untelling,
        decide: (EventRequest, EventFacts) -> EventDecision
    ) throws(StoreError) -> EventResult? {
        let (at, address) = (request.event.at, request.person.address)
        var stated = stated[...]
        func restore(until moment: Timestamp) throws(StoreError) {
            while let next = stated.first, next.transition.at <= moment {
                try untelling.restore(stated.removeFirst(), next.transition)
            }
        }
        for event in known where event.event.at <= at {
            try restore(until: event.event.at)
            guard try retold(event, of: address, decide: decide) != nil else { return nil }
        }
        try restore(until: at)
        guard case .facts(let before) = try facts(request, before: EventRows.Moment(at: at)) else { return nil }
        let following: [Consequence]
        switch decide(request, before) {
        case .record(let decided): following = decided
        case .refuse(let why): return .refused(why)
        case .already: return .already
        }
        let first = try record(request, before, following)
        guard case .recorded(var told, _) = first.result else { return nil }
        var ends: [Consequence] = []
        for event in known where event.event.at > at {
            try restore(until: event.event.at)
            guard let again = try retold(event, of: address, decide: decide) else { return nil }
            ends += again.filter { if case .end = $0 { true } else { false } }
        }
        for kept in stated { try untelling.restore(kept, kept.transition) }
        guard case .facts(let facts) = try facts(request) else { return nil }
        // What began with it and is over already by what happened later did not begin.
        let own = try transaction.query("SELECT id, campaign FROM enrollments WHERE contact = ? AND begun_by = ?")
            .all(facts.contact.id, first.id) { (row) -> (EnrollmentID, CampaignID) in
                (row.id("id"), row.id("campaign"))
            }
        for case .end(let enrollment, let reason) in ends {
            guard let campaign = own.first(where: { $0.0 == enrollment })?.1 else { continue }
            told.removeAll { if case .enroll(campaign, _, _, _, _) = $0 { true } else { false } }
            told.append(.end(enrollment, reason))
        }
        return .recorded(told, facts.contact)
    }

    /// Tells a later event once more, as of when it was told; nil where it would be refused now. What was said about
    /// marketing stays said, and a notice goes once.
    private func retold(
        _ event: LaterEvent, of address: EmailAddress, decide: (EventRequest, EventFacts) -> EventDecision
    ) throws(StoreError) -> [Consequence]? {
        // A refund that was moved behind its purchase was told before it happened.
        let toldAt = max(event.recordedAt, event.event.at)
        return try transaction.during(toldAt) { () throws(StoreError) -> [Consequence]? in
            var request = EventRequest(event: event.event, person: ContactDraft(address: address), campaign: event.link)
            request.needsDeeds = true
            let moment = EventRows.Moment(at: event.event.at, event: event.id)
            guard case .facts(var facts) = try facts(request, before: moment) else { return nil }
            facts.known = nil
            facts.toldAt = toldAt
            if let told = event.promoter, let promoter = try contacts.known(told.address.key) {
                facts.promoter = try self.promoter(promoter.contact, isNew: false, byCode: event.isByCode)
            }
            guard case .record(let decided) = decide(request, facts) else { return nil }
            try transaction.query("UPDATE events SET name = ? WHERE id = ? AND name <> ?")
                .run(decided.counted ?? event.event.name, event.id, decided.counted ?? event.event.name)
            let following = decided.filter(\.isToldAgain).map { $0.withFreeKey(facts.enrollments) }
            var contact = facts.contact
            try consequences.carryOut(
                following, of: &contact, event: (event.id, event.event.value, event.event.at))
            return following
        }
    }
}

extension Consequence {
    /// Whether it follows anew when an event is told once more.
    fileprivate var isToldAgain: Bool {
        switch self {
        case .agree, .lift, .notify, .leaveOut: false
        case .countsAs, .move, .end, .enroll, .refer, .earn, .revoke, .takeBack: true
        }
    }
}
