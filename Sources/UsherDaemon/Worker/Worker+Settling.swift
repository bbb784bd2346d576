import UsherCore
import UsherSMTP

extension Worker {
    /// Takes what the relay reports, many at once, until the relay is drained.
    func settleLoop() async {
        for await _ in relayEvents.bell.wakes { await handle(await gather()) }
        await handle(relayEvents.takeAll())
    }

    /// What the relay reported. While there are few outcomes and many messages under way, waits for more, so that they
    /// share a commit: some two milliseconds at most, of the fifty in which an outcome is promised to be on disk.
    private func gather() async -> [RelayEvent] {
        var events = relayEvents.takeAll()
        for _ in 0..<6 where areFew(events) {
            try? await Task.sleep(for: .microseconds(250))
            events += relayEvents.takeAll()
        }
        return events
    }

    /// Outcomes of less than a third of what is under way, and nothing else to do.
    private func areFew(_ events: [RelayEvent]) -> Bool {
        guard !stopping, !events.isEmpty else { return false }
        var count = 0
        for event in events {
            switch event {
            case .outcomes(let outcomes): count += outcomes.count
            case .room, .connected: break
            case .fault, .limited, .lockStep, .silent: return false
            }
        }
        return count > 0 && count * 3 < inFlight.count
    }

    private func handle(_ events: [RelayEvent]) async {
        guard !events.isEmpty else { return }
        var settlements: [Settlement] = []
        var untouched: [Claimed] = []
        let now = clock.now()
        for event in events {
            switch event {
            case .room: break
            case .connected: relayAnswers(true)
            case .silent: relayAnswers(false)
            case .outcomes(let outcomes):
                for (delivery, outcome) in outcomes {
                    guard let claimed = inFlight[delivery]?.claimed else { continue }
                    if outcome == .notStarted {
                        untouched.append(claimed)
                    } else {
                        settlements.append(await decide(outcome, of: claimed, now: now))
                    }
                }
            case .fault(let fault):
                connectionsWanted = 0
                relayAnswers(true)
                await begin(blocks.note(fault, isInbox: edition.plan.settings.mode == .rehearsal, at: now))
            case .limited(let connections, let fault): news(.relayLimited(to: connections, fault))
            case .lockStep: news(.relayLockStep)
            }
        }
        if !untouched.isEmpty { settlements += await giveBack(untouched, at: now) }
        if !settlements.isEmpty { await settle(settlements, at: now) }
        bell.ring()
    }

    /// What the relay never started goes back as if it had not been claimed. When the store cannot do that now, the
    /// claims are settled as retries later.
    func giveBack(_ untouched: [Claimed], at now: Timestamp) async -> [Settlement] {
        do {
            try await desk.release(untouched.map(\.delivery), due: now, now: now)
            for claimed in untouched { inFlight[claimed.delivery] = nil }
            return []
        } catch {
            return untouched.map {
                Settling.decide(
                    outcome: .notStarted, verdict: Verdict.of(.notStarted), claimed: $0, plan: edition.plan, now: now)
            }
        }
    }

    private func decide(_ outcome: AttemptOutcome, of claimed: Claimed, now: Timestamp) async -> Settlement {
        let address = claimed.candidate.contact.address
        let verdict = Verdict.of(outcome, recipient: address)
        let decision = blocks.note(verdict, domain: address.domain, at: now)
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
        settlesUnderWay += 1
        defer { settlesUnderWay -= 1 }
        do {
            let held = try await desk.settle(due, now: now)
            // What was sent already finds room in the reserve; that is not room to send more.
            if recordingStopped, await desk.hasRoom { recordingIsBack() }
            if due.contains(where: { $0.refusal != nil }) { await weighRefusals(at: now) }
            for settlement in due {
                guard let flight = inFlight.removeValue(forKey: settlement.delivery),
                    held[settlement.delivery] == true
                else { continue }
                news(
                    .settled(
                        SettledMessage(
                            claimed: flight.claimed, settlement: settlement, subject: flight.subject,
                            name: edition.plan.name(of: flight.claimed.candidate.subject), at: now)))
            }
        } catch {
            unsettled = due + unsettled
            cannotRecord(error)
        }
    }

    /// At the end of a run: what the relay answered is worth waiting for the database, for twenty seconds at most.
    func recordTheRest() async {
        for _ in 0..<20 where !unsettled.isEmpty && damage == nil {
            await settle([], at: clock.now())
            if !unsettled.isEmpty { try? await Task.sleep(for: .seconds(1)) }
        }
        if !unsettled.isEmpty { news(.leftUnrecorded(unsettled.map(\.delivery))) }
    }
}
