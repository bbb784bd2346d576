import UsherCore
import UsherSMTP

extension Worker {
    /// Takes what the relay reports, many at once, until the relay is drained.
    func settleLoop() async throws {
        for await _ in relayEvents.bell.wakes { await handle(relayEvents.takeAll()) }
        await handle(relayEvents.takeAll())
    }

    private func handle(_ events: [RelayEvent]) async {
        var settlements: [Settlement] = []
        let now = clock.now()
        for event in events {
            switch event {
            case .room, .connected: break
            case .outcomes(let outcomes):
                for (delivery, outcome) in outcomes {
                    guard let claimed = inFlight[delivery]?.claimed else { continue }
                    settlements.append(await decide(outcome, of: claimed, now: now))
                }
            case .fault(let fault):
                connectionsWanted = 0
                await begin(blocks.note(fault, at: now))
            case .limited(let connections, let fault): news(.relayLimited(to: connections, fault))
            case .lockStep: news(.relayLockStep)
            }
        }
        if !settlements.isEmpty { await settle(settlements, at: now) }
        bell.ring()
    }

    private func decide(_ outcome: AttemptOutcome, of claimed: Claimed, now: Timestamp) async -> Settlement {
        let verdict = Verdict.of(outcome)
        let decision = blocks.note(verdict, domain: claimed.candidate.contact.address.domain, at: now)
        if blocks.hasRecovered { news(.relayBack) }
        await begin(decision)
        return Settling.decide(
            outcome: outcome, verdict: verdict, claimed: claimed, plan: edition.plan, now: now,
            retryAfterBlock: decision?.pause.until)
    }

    /// Records, with what could not be recorded before; what cannot be recorded now is kept for the next call.
    func settle(_ settlements: [Settlement], at now: Timestamp) async {
        let due = unsettled + settlements
        unsettled = []
        do {
            let held = try await desk.settle(due, now: now)
            recordingIsBack()
            for settlement in due {
                guard let flight = inFlight.removeValue(forKey: settlement.delivery),
                    held[settlement.delivery] == true
                else { continue }
                news(.settled(flight.claimed, settlement, subject: flight.subject, at: now))
            }
        } catch {
            unsettled = due + unsettled
            report(error)
            arm(for: nil)
        }
    }
}
