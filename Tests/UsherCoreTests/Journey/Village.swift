@testable import UsherCore

/// People whose lives are told event by event: carries out what the policies decide, as a store would, in memory.
struct Village {
    let shop: Shop
    let plan: Plan
    var now = Shop.now
    var people: [ContactID: Contact] = [:]
    var enrollments: [Enrollment] = []
    var transitions: [Transition] = []
    var events: [ContactID: [Event]] = [:]
    var referrers: [ContactID: ContactID] = [:]
    var earnings: [Earning] = []
    var notices: Set<String> = []
    /// Why a consequence could not be carried out: each is a mistake of the policy.
    var faults: [String] = []

    init(_ shop: Shop, people count: Int64) throws {
        self.shop = shop
        plan = shop.plan
        for number in 1...count { people[ContactID(number)] = try Shop.person(number) }
    }

    func enrollments(of contact: ContactID) -> [Enrollment] { enrollments.filter { $0.contact == contact } }

    private func since(_ contact: ContactID) -> Timestamp? { transitions.last { $0.contact == contact }?.at }

    mutating func tell(
        _ event: Event, of id: ContactID, by other: ContactID? = nil, byCode: Bool = false, campaign: String? = nil
    ) -> EventDecision? {
        guard let contact = people[id] else { return nil }
        let promoter = other.flatMap { people[$0] }.map { friend in
            Promoter(
                contact: friend, enrollments: enrollments(of: friend.id), byCode: byCode,
                referredBy: referrers[friend.id],
                stageSince: since(friend.id))
        }
        let past = events[id] ?? []
        let history = Dictionary(grouping: past, by: \.name).mapValues { told in
            EventHistory(
                count: told.count, firstAt: told.map(\.at).min() ?? now, lastAt: told.map(\.at).max() ?? now)
        }
        let known = events.first { $0.value.contains { $0.name == event.name && $0.key == event.key } }
        let facts = EventFacts(
            contact: contact, isNew: past.isEmpty, enrollments: enrollments(of: id), history: history,
            standing: shop.standing,
            known: known?.value.first { $0.name == event.name && $0.key == event.key }, promoter: promoter,
            knownContact: known?.key, referredBy: referrers[id], stageSince: since(id))
        let request = EventRequest(
            event: event, person: ContactDraft(address: contact.address),
            by: byCode ? nil : promoter?.contact.address, code: byCode ? "CODE" : nil, campaign: campaign)
        let decision = EventPolicy.decide(request, facts: facts, plan: plan, now: now)
        if case .record(let consequences) = decision {
            events[id, default: []].append(event)
            for consequence in consequences { carryOut(consequence, of: id) }
        }
        return decision
    }

    mutating func enqueue(_ id: ContactID, _ campaign: CampaignID) {
        guard let contact = people[id] else { return }
        let all = enrollments(of: id)
        var admission = AdmissionPolicy.decide(
            EntryRequest(person: ContactDraft(address: contact.address), campaign: campaign),
            facts: EntryFacts(
                contact: contact, enrollments: all.filter { $0.campaign == campaign },
                standing: shop.standing,
                allEnrollments: all.filter { $0.state != .ended }),
            plan: plan, now: now)
        if case .after(let before, _, let then) = admission {
            for consequence in before { carryOut(consequence, of: id) }
            admission = then
        }
        let key = Enrollment.freeKey("", enrollments: all.filter { $0.campaign == campaign })
        switch admission {
        case .enter(let first): begin(campaign, id, key, .now(first))
        case .wait: begin(campaign, id, key, .whenFree)
        case .heldOut: begin(campaign, id, key, .heldOut)
        case .already, .refuse: break
        case .after: faults.append("an admission after an admission")
        }
    }

    mutating func wake(_ id: ContactID) {
        guard let contact = people[id] else { return }
        let open = enrollments(of: id).filter { $0.state == .waiting || $0.state == .active }
        guard let enrollment = Arbiter.wake(contact, open, shop.standing, plan: plan, now: now)?.enrollment,
            let index = enrollments.firstIndex(where: { $0.id == enrollment })
        else { return }
        if enrollments[index].state != .waiting { faults.append("woke an enrollment that does not wait") }
        enrollments[index].state = .active
    }

    mutating func finish(_ id: ContactID, pick: Int) {
        let open = enrollments.indices.filter { enrollments[$0].contact == id && enrollments[$0].state == .active }
        guard !open.isEmpty else { return }
        end(open[pick % open.count], .finished)
    }

    private mutating func carryOut(_ consequence: Consequence, of id: ContactID) {
        switch consequence {
        case .move(let transition):
            if people[transition.contact]?.stage != transition.from { faults.append("moved from elsewhere") }
            people[transition.contact]?.stage = transition.to
            transitions.append(transition)
        case .end(let enrollment, let reason):
            guard let index = enrollments.firstIndex(where: { $0.id == enrollment }),
                enrollments[index].endReason == nil
            else {
                return faults.append("ended an enrollment that is over, or none: \(enrollment) \(reason)")
            }
            end(index, reason)
        case .enroll(let campaign, let key, _, let start, _): begin(campaign, id, key, start)
        case .refer(let promoter):
            if referrers[id] != nil { faults.append("referred twice") }
            referrers[id] = promoter
        case .earn(let earning): earnings.append(earning)
        case .revoke: earnings.removeAll { $0.friend == id }
        case .notify(let notice):
            if !notices.insert("\(notice.name) \(notice.key)").inserted { faults.append("told twice") }
        case .countsAs, .takeBack, .agree, .lift, .leaveOut: break
        }
    }

    private mutating func end(_ index: Int, _ reason: Enrollment.EndReason) {
        enrollments[index].endReason = reason
        enrollments[index].endedAt = now
        if enrollments[index].state != .heldOut { enrollments[index].state = .ended }
    }

    private mutating func begin(
        _ campaign: CampaignID, _ id: ContactID, _ key: String, _ start: Consequence.Start
    ) {
        if enrollments.contains(where: { $0.contact == id && $0.campaign == campaign && $0.key == key }) {
            faults.append("a second enrollment with the key '\(key)'")
        }
        let state: Enrollment.State =
            switch start {
            case .now: .active
            case .whenFree: .waiting
            case .heldOut: .heldOut
            }
        enrollments.append(
            Enrollment(
                id: EnrollmentID(Int64(enrollments.count) + 1), contact: id, campaign: campaign, key: key, state: state,
                enteredAt: now, anchorAt: now))
    }
}
