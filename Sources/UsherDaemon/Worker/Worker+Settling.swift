import UsherCore
import UsherSMTP

extension Worker {
    /// Takes what the relay reports, many at once, until the relay is drained.
    func settleLoop() async {
        while await relayEvents.bell.isHeard() { await handle(await gather()) }
        await handle(relayEvents.takeAll())
    }

    /// The events that the relay reported. While there are few outcomes and many messages under way, waits for more, so
    /// that they share a commit: some two milliseconds at most, of the fifty in which an outcome is promised to be on
    /// disk.
    private func gather() async -> [RelayEvent] {
        var events = relayEvents.takeAll()
        for _ in 0..<6 where areFew(events) {
            await pause(for: .microseconds(250))
            events += relayEvents.takeAll()
        }
        return events
    }

    /// Whether these are few outcomes, and nothing else.
    private func areFew(_ events: [RelayEvent]) -> Bool {
        var count = 0
        for event in events {
            switch event {
            case .outcomes(let outcomes): count += outcomes.count
            case .room, .connected: break
            case .fault, .limited, .lockStep, .silent: return false
            }
        }
        return sending.areFew(count)
    }

    private func handle(_ events: [RelayEvent]) async {
        guard !events.isEmpty else { return }
        var answers = SendingState.Answers()
        let now = clock.now()
        let isInbox = edition.plan.settings.mode == .rehearsal
        for event in events {
            switch event {
            case .room: break
            case .connected: sending.relayAnswers(true)
            case .silent: sending.relayAnswers(false)
            case .outcomes(let outcomes): sending.answered(outcomes, plan: edition.plan, at: now, &answers)
            case .fault(let fault): sending.note(fault, isInbox: isInbox, at: now)
            case .limited(let connections, let fault): news(.relayLimited(to: connections, fault))
            case .lockStep: news(.relayLockStep)
            }
        }
        await writePauses()
        tell()
        if !answers.untouched.isEmpty { answers.settlements += await giveBack(answers.untouched, at: now) }
        if !answers.settlements.isEmpty { await settle(answers.settlements, at: now) }
        bell.ring()
    }

    /// Gives back, as if it had not been claimed, what the relay never started. When the store cannot do that now, the
    /// claims are settled as retries later.
    func giveBack(_ untouched: [DeliveryID], at now: Timestamp) async -> [Settlement] {
        do {
            try await desk.release(untouched, due: now, now: now)
            sending.gaveBack(untouched)
            return []
        } catch {
            return sending.retries(untouched, plan: edition.plan, at: now)
        }
    }

    /// Records settlements, with those that could not be recorded before; what cannot be recorded now is kept for the
    /// next call.
    func settle(_ settlements: [Settlement], at now: Timestamp) async {
        let due = sending.beginRecording(settlements)
        do {
            let day = SendingDay(at: now, clock: edition.plan.settings.clock)
            let held = try await desk.settle(due, ownStream, now: now, day: day)
            // What was sent already finds room in the reserve; that is not room to send more.
            if recordingStopped, await desk.hasRoom { sending.recordingIsBack() }
            tell()
            if due.contains(where: { $0.refusal != nil }) { await weighRefusals(at: now) }
            let plan = edition.plan
            for (flight, settlement) in sending.recorded(due, held: held) {
                news(
                    .settled(
                        SettledMessage(
                            claimed: flight.claimed, settlement: settlement, subject: flight.subject,
                            name: plan.name(of: flight.claimed.candidate.subject), at: now, stream: ownStream)))
            }
        } catch {
            sending.notRecorded(due, error)
            tell()
            arm(for: nil)
        }
    }

    /// Records what is left at the end of a run: what the relay answered is worth waiting for the database, for twenty
    /// seconds at most.
    func recordTheRest() async {
        for _ in 0..<20 where !sending.unsettled.isEmpty && damage == nil {
            await settle([], at: clock.now())
            if !sending.unsettled.isEmpty { await pause(for: .seconds(1)) }
        }
        if !sending.unsettled.isEmpty { news(.leftUnrecorded(sending.unsettled.map(\.delivery))) }
    }

    // MARK: Pauses

    /// Pauses what refusals turn out to be about, and says what was undone; then breakers look at what is left.
    func weighRefusals(at now: Timestamp) async {
        do {
            for mistake in try await desk.mistakes(ownStream, now: now) {
                sending.weigh(mistake, pauses: try await desk.pauses(), at: now)
                await writePauses()
                tell()
            }
            let undone = try await desk.undoMistakes(edition.plan, now: now)
            if undone.queued + undone.liftedSuppressions > 0 { news(.undone(undone)) }
            for pause in try await desk.tripBreakers(now: now) { news(.paused(pause)) }
        } catch {
            sending.report(error)
            tell()
        }
    }

    /// Writes down what pauses. Both loops come here, and the second finds the first at it.
    func writePauses() async {
        while let pause = sending.pauseToWrite() {
            do {
                try await desk.pause(pause)
                sending.wroteDown()
            } catch {
                return sending.couldNotWriteDown(error)
            }
        }
    }
}
