import Testing

@testable import UsherCore

@Suite("May a due delivery go through its stream now?")
struct StreamClearanceTests {
    private let now = Example.noon

    private func decide(
        _ candidate: Candidate, _ example: Example, _ stream: MailStream, pausing scopes: PauseScope...
    ) -> Clearance {
        var pacer = Pacer(limits: LimitSettings())
        let pauses = scopes.map {
            Pause(scope: $0, reason: .blocksUs, since: now, until: now.adding(seconds: 900))
        }
        return ClearancePolicy.decide(
            candidate, pauses: pauses, plan: example.plan, now: now, pacer: &pacer, stream: stream
        ) { _, _ in Example.fresh }
    }

    @Test("what has become another kind since it was queued is the other stream's")
    func change() throws {
        let example = try Example()
        let thanks = example.candidate(Example.thanks, anchor: now, kind: .marketing)
        #expect(decide(thanks, example, .marketing) == .change(.transactional))
        #expect(decide(thanks, example, .transactional) == .send(Example.fresh, kind: .transactional))
        #expect(decide(thanks, example, .all) == .send(Example.fresh, kind: .transactional))
        // What was tried stays what it was.
        #expect(decide(example.notice(), example, .transactional) == .send(Example.composition))
    }

    @Test("a relay's pause, and a domain's, holds its own stream alone; a campaign's holds both")
    func pauses() throws {
        let example = try Example()
        let thanks = example.candidate(Example.thanks, anchor: now, kind: .transactional)
        let domain = thanks.contact.address.domain
        #expect(decide(thanks, example, .all, pausing: .relay) == .park(.relay))
        #expect(decide(thanks, example, .all, pausing: .transactionalRelay) == .send(Example.fresh))
        #expect(decide(thanks, example, .transactional, pausing: .relay, .domain(domain)) == .send(Example.fresh))
        #expect(decide(thanks, example, .transactional, pausing: .transactionalRelay) == .park(.transactionalRelay))
        #expect(
            decide(thanks, example, .transactional, pausing: .transactionalDomain(domain))
                == .move(now.adding(seconds: 900)))
        for stream in [MailStream.all, .transactional] {
            let scope = PauseScope.campaign(Example.campaignID)
            #expect(decide(thanks, example, stream, pausing: scope) == .park(scope))
        }
    }

    @Test("what the relay of transactional mail does pauses that relay")
    func ledger() {
        var ledger = BlockLedger(.transactional)
        #expect(ledger.note(.blocked(.relay), domain: "a.example", at: now)?.pause.scope == .transactionalRelay)
        #expect(
            ledger.note(.blocked(.domain), domain: "a.example", at: now)?.pause.scope
                == .transactionalDomain("a.example"))
        var sending = SendingState(.transactional)
        sending.note(.lost(.greeting), at: now)
        #expect(sending.pauseToWrite()?.scope == .transactionalRelay)
    }
}
