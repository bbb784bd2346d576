import Testing

@testable import UsherCore

@Suite("What an event says about marketing")
struct StoryConsentTests {
    private static let now = Shop.now

    private func decide(
        _ name: String, _ standing: Standing = Standing(), settings: ConsentSettings = ConsentSettings(),
        told: ConsentTold? = nil, daysAgo: Int64 = 0, sent: [Timestamp] = [],
        vary: (inout EventRequest, inout EventFacts) -> Void = { _, _ in }
    ) throws -> EventDecision {
        var shop = try Shop()
        shop.consent = settings
        let plan = shop.plan
        let contact = try Shop.person(at: .engage)
        let event = Event(name: name, key: "k", at: Self.now.adding(milliseconds: -daysAgo * Shop.day))
        var request = EventRequest(event: event, person: ContactDraft(address: contact.address))
        request.consent = told
        var facts = EventFacts(contact: contact, isNew: false, standing: standing)
        facts.confirmationsAt = sent
        vary(&request, &facts)
        return EventPolicy.decide(request, facts: facts, plan: plan, now: Self.now) { name, _, contact in
            NoticeRequest(
                name: name, key: "k", contact: ContactDraft(address: contact.address),
                composition: Composition(revision: RevisionHash(octets: [1]), inputs: "{}", composedAt: Self.now),
                due: Self.now)
        }
    }

    private func consequences(_ decision: EventDecision) -> [Consequence] {
        if case .record(let consequences) = decision { return consequences }
        return []
    }

    private func consents(_ decision: EventDecision) -> [Consent] {
        consequences(decision).compactMap { if case .agree(let consent) = $0 { consent } else { nil } }
    }

    private func notices(_ decision: EventDecision) -> [String] {
        consequences(decision).compactMap { if case .notify(let notice) = $0 { notice.name } else { nil } }
    }

    private func lifted(_ decision: EventDecision) -> [SuppressionID] {
        consequences(decision).compactMap { if case .lift(let id, _) = $0 { id } else { nil } }
    }

    private func suppression(_ id: Int64, _ reason: Suppression.Reason, daysAgo: Int64) -> Suppression {
        Suppression(
            id: SuppressionID(id), scope: .everything, reason: reason,
            at: Self.now.adding(milliseconds: -daysAgo * Shop.day), by: "test")
    }

    private static func link(daysAgo: Int64) -> ConsentTold {
        ConsentTold(
            source: "link", proof: .mailedLink(signedUpAt: now.adding(milliseconds: -daysAgo * Shop.day)))
    }

    @Test("A sign-up is agreed, mails the confirmation, and starts nothing that is marketing")
    func signUp() throws {
        let told = ConsentTold(wording: "Send it", source: "form", networkHash: [1, 2])
        let decision = try decide("signed_up", told: told)
        #expect(
            consents(decision) == [
                Consent(
                    kind: .marketing, said: .agreed, basis: Consent.signUp, wording: "Send it", source: "form",
                    at: Self.now, networkHash: [1, 2])
            ])
        #expect(notices(decision) == ["confirm"])
        #expect(lifted(decision).isEmpty)
    }

    @Test("No confirmation is mailed without double opt-in, for an old sign-up, or too often")
    func withoutNotice() throws {
        #expect(notices(try decide("signed_up", settings: ConsentSettings(doubleOptIn: false))).isEmpty)
        #expect(notices(try decide("signed_up", daysAgo: 8)).isEmpty)
        #expect(notices(try decide("signed_up", daysAgo: 6)) == ["confirm"])
        #expect(notices(try decide("signed_up", sent: [Self.now.adding(milliseconds: -1000)])).isEmpty)
        #expect(notices(try decide("confirmed")).isEmpty)
    }

    @Test(
        "An old sign-up that is told after the person's no is recorded, and mails nothing",
        arguments: [1, 3] as [Int64])
    func noSince(daysAgo: Int64) throws {
        let at = Self.now.adding(milliseconds: -2 * Shop.day)
        for said in [
            Standing(marketing: .unsubscribed, saidAt: at),
            Standing(suppressions: [suppression(1, .unsubscribed, daysAgo: 2)]),
        ] {
            let decision = try decide("signed_up", said, daysAgo: daysAgo)
            #expect(notices(decision) == (daysAgo == 1 ? ["confirm"] : []))
            #expect(consents(decision).map(\.said) == [.agreed])
        }
    }

    @Test(
        "An address gets one confirmation in 10 minutes and three a day",
        arguments: [
            ([], true), ([0], false), ([-599_999], false), ([-600_000], true), ([-3_600_000, -600_000], true),
            ([-7_200_000, -3_600_000, -1_800_000], false), ([-86_399_999, -3_600_000, -1_800_000], false),
            ([-86_400_000, -3_600_000, -1_800_000], true),
        ] as [([Int64], Bool)])
    func limit(sent: [Int64], allowed: Bool) {
        let times = sent.map { Self.now.adding(milliseconds: $0) }
        #expect(ConfirmationLimit.allows(after: times, now: Self.now) == allowed)
    }

    @Test("A confirmation is confirmed, and lifts what a sign-up lifts and nothing else")
    func confirmed() throws {
        let all = Suppression.Reason.allCases.enumerated().map { suppression(Int64($0) + 1, $1, daysAgo: 2) }
        let said = Standing(
            marketing: .unsubscribed, suppressions: all, saidAt: Self.now.adding(milliseconds: -2 * Shop.day))
        let decision = try decide("confirmed", said, told: Self.link(daysAgo: 1))
        #expect(consents(decision).map(\.said) == [.confirmed])
        #expect(consents(decision).map(\.basis) == [Consent.doubleOptIn])
        #expect(lifted(decision) == all.filter(\.reason.isLiftedBySignUp).map(\.id))
        #expect(lifted(decision).count == 4)
    }

    @Test("Whoever said no and confirms anew enters the campaign that starts on it")
    func enters() throws {
        let said = Standing(
            marketing: .unsubscribed, suppressions: [suppression(1, .unsubscribed, daysAgo: 2)],
            saidAt: Self.now.adding(milliseconds: -2 * Shop.day))
        let entered = consequences(try decide("confirmed", said, told: Self.link(daysAgo: 1))).contains {
            if case .enroll(Shop.welcome, _, _, _, _) = $0 { true } else { false }
        }
        #expect(entered)
    }

    @Test("A confirmation of a sign-up that is older than a no is refused")
    func stale() throws {
        let (old, fresh) = (Self.link(daysAgo: 3), Self.link(daysAgo: 1))
        let no = Standing(marketing: .unsubscribed, saidAt: Self.now.adding(milliseconds: -2 * Shop.day))
        let erased = Standing(suppressions: [suppression(1, .erased, daysAgo: 2)])
        for standing in [no, erased] {
            #expect(try decide("confirmed", standing, told: old) == .refuse(.saidNoSince))
            #expect(consents(try decide("confirmed", standing, told: fresh)).count == 1)
        }
        let bounced = Standing(suppressions: [suppression(1, .bounced, daysAgo: 2)])
        #expect(consents(try decide("confirmed", bounced, told: old)).count == 1)
    }

    /// Every no there is, and what a confirmation without evidence is answered with.
    private static var noes: [(Standing, EventRefusal?)] {
        func suppressed(_ reason: Suppression.Reason, _ scope: Suppression.Scope) -> Standing {
            Standing(suppressions: [
                Suppression(
                    id: SuppressionID(1), scope: scope, reason: reason, at: now.adding(milliseconds: -Shop.day),
                    by: "test")
            ])
        }
        var rows: [(Standing, EventRefusal?)] = []
        for scope in [Suppression.Scope.everything, .marketing] {
            rows += [Suppression.Reason.unsubscribed, .paused, .complaint, .manual].map {
                (suppressed($0, scope), .saidNo)
            }
            rows += [(suppressed(.erased, scope), .erased), (suppressed(.bounced, scope), nil)]
        }
        rows.append((suppressed(.unsubscribed, .campaign(Shop.welcome)), nil))
        for said in Consent.Said.allCases {
            rows.append((Standing(marketing: said, saidAt: now), said.isYes ? nil : .saidNo))
        }
        return rows
    }

    @Test("What a program or a file tells lifts no no, whichever it was, and is never double opt-in")
    func told() throws {
        let signedUp = EventHistory(count: 1, firstAt: Self.now, lastAt: Self.now)
        for (standing, refusal) in Self.noes {
            for told in [nil, ConsentTold(wording: "the form", source: "token checkout: confirmed")] {
                for isOfProgram in [false, true] {
                    let decision = try decide("confirmed", standing, told: told) {
                        $0.consent?.isOfProgram = isOfProgram
                        $1.history["signed_up"] = signedUp
                    }
                    if let refusal {
                        #expect(decision == .refuse(refusal), "\(standing)")
                    } else {
                        #expect(consents(decision).map(\.basis) == [Consent.stated], "\(standing)")
                    }
                    #expect(lifted(decision).isEmpty)
                }
            }
        }
    }

    @Test("The operator, with a reason, lifts what a sign-up lifts, and the ledger has the reason")
    func operatorSays() throws {
        let told = ConsentTold(source: "usher event confirmed", proof: .operatorSays(because: "she rang"))
        for (standing, _) in Self.noes {
            let decision = try decide("confirmed", standing, told: told)
            #expect(
                consents(decision).map(\.basis) == [Consent.stated] && consents(decision).map(\.wording) == ["she rang"]
            )
            #expect(lifted(decision) == standing.suppressions.filter(\.reason.isLiftedBySignUp).map(\.id))
            #expect(
                consequences(decision).allSatisfy {
                    if case .lift(_, let who) = $0 { who == .operatorSays(because: "she rang") } else { true }
                })
        }
    }

    @Test("A program's confirmation counts only with a sign-up, and not with a later one")
    func program() throws {
        func told(_ signedUpAt: Timestamp?) throws -> EventDecision {
            try decide("confirmed", told: ConsentTold(source: "token")) {
                $0.consent?.isOfProgram = true
                $1.history["signed_up"] = signedUpAt.map { EventHistory(count: 1, firstAt: $0, lastAt: $0) }
            }
        }
        #expect(try told(nil) == .refuse(.noSignUp))
        #expect(try told(Self.now.adding(milliseconds: 1)) == .refuse(.noSignUp))
        #expect(consents(try told(Self.now)).map(\.basis) == [Consent.stated])
        #expect(consents(try told(Self.now.adding(milliseconds: -Shop.day))).count == 1)
    }

    @Test("A confirmation goes when its budgets have room, and is counted there")
    func budgets() throws {
        let all = ConfirmationBudget(.all, limit: 2)
        let slot = all.slot(at: Self.now)
        func notice(spent: Int) throws -> NoticeRequest? {
            let decision = try decide("signed_up") {
                $0.budgets = [all]
                $1.spent = [all: [slot: spent]]
            }
            return consequences(decision).compactMap { if case .notify(let notice) = $0 { notice } else { nil } }.first
        }
        let now = try notice(spent: 1)
        #expect(now?.due == Self.now && now?.spends.map(\.number) == [slot])
        let later = try notice(spent: 2)
        #expect(
            later?.due == Timestamp(milliseconds: (slot + 1) * all.length) && later?.spends.map(\.number) == [slot + 1])
    }

    @Test("A purchase is consent where the settings say so, and nothing stronger counts")
    func soft() throws {
        let soft = ConsentSettings(softOptIn: "purchased")
        #expect(consents(try decide("purchased", settings: soft)).map(\.basis) == [Consent.softOptIn])
        let pending = Standing(marketing: .agreed, basis: Consent.signUp)
        #expect(consents(try decide("purchased", pending, settings: soft)).map(\.basis) == [Consent.softOptIn])
        for said in Consent.Said.allCases {
            #expect(consents(try decide("purchased", Standing(marketing: said), settings: soft)).isEmpty, "\(said)")
        }
        #expect(consents(try decide("purchased")).isEmpty)
        #expect(consents(try decide("refunded", settings: soft)).isEmpty)
    }
}
