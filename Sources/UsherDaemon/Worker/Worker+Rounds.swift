import UsherComposing
import UsherCore
import UsherSMTP
import UsherSupport

extension Worker {
    func sendLoop() async {
        while await bell.isHeard() {
            var again = true
            while again, !sending.isStopping, await hasWork() { again = await round() }
            if sending.isStopping { return }
        }
    }

    /// Whether there is something to send and a relay for it, or something to record. Transactional mail's own relay is
    /// made when there is one, and nothing goes through another meanwhile; where it cannot be, that is tried again.
    private func hasWork() async -> Bool {
        guard stream != nil else { return sending.isBusy }
        if relay == nil, sending.relayMayDiffer {
            let now = clock.now()
            guard relayTriedAt.map({ abs(now.since($0)) >= Self.relayPatience }) ?? true else { return false }
            if await renewRelay(by: edition) {
                (sending.relayMayDiffer, relayTriedAt) = (false, nil)
            } else {
                relayTriedAt = now
                arm(for: Timestamp(milliseconds: now.milliseconds + Self.relayPatience))
            }
        }
        return relay != nil
    }

    /// Makes one claim and does what follows from it. True when there may be more to do at once.
    private func round() async -> Bool {
        let now = clock.now()
        let edition = edition
        // What is claimed by these files goes through their relay, also in the moment before anybody says that they are
        // new.
        if edition !== claiming {
            claiming = edition
            sending.relayMayDiffer = true
        }
        var event = SendingState.Event.began
        while true {
            let action = sending.handle(event, now: now)
            tell()
            if case .claimed(let batch?, _) = event { dispatch(batch.claimed) }
            switch action {
            case .again: return true
            case .rest: return false
            case .wait(let due):
                arm(for: due)
                return false
            case .idle(let due): return await idle(until: due, now)
            case .sitOut(let until): return await stepped(to: until)
            case .record:
                await settle([], at: now)
                event = .recorded
            case .look:
                let openings = await relay?.openings
                event = .looked(openings?.places ?? RelaySlots(), openings?.soon ?? RelaySoon(most: 0, atLeast: 0))
            case .renew: event = .renewed(isAnother: await renewRelay(by: edition))
            case .open(let count):
                await relay?.open(count)
                event = .opened
            case .claim, .findPauses, .findDue, .wakeWaiting:
                do throws(StoreError) { event = try await ask(action, edition, now) } catch { event = .failed(error) }
            }
        }
    }

    /// The answer of the store.
    private func ask(
        _ action: SendingState.Action, _ edition: Edition, _ now: Timestamp
    ) async throws(StoreError) -> SendingState.Event {
        switch action {
        case .claim(let limit):
            guard let stream else {
                return .claimed(ClaimBatch(claimed: [], handled: 0, nextDue: nil), connections: 0)
            }
            return .claimed(
                try await desk.claim(edition, stream, now: now, limit: limit),
                connections: edition.connections(stream))
        case .findDue:
            guard let stream else { return .foundDue(nil) }
            return .foundDue(try await desk.nextDue(stream))
        case .wakeWaiting: return .woken(try await desk.wakeWaiting(edition, now: now))
        default:
            await writePauses()
            let recorded = try await desk.pauses()
            for pause in recorded {
                if let shorter = pause.afterCalendarWasSetBack(to: now) { try await desk.pause(shorter) }
            }
            return .foundPauses(recorded)
        }
    }

    /// Begins a new relay where the settings or the password are others now.
    private func renewRelay(by edition: Edition) async -> Bool {
        guard let stream, let settings = await relaySource.settings(edition.plan.settings.of(stream: stream)),
            settings != relaySettings
        else { return false }
        if let old = relay {
            retired.append(old)
            old.beginDraining()
        }
        let events = relayEvents
        relaySettings = settings
        relay = relaySource.make(settings, relaySource.gate) { events.put($0) }
        return true
    }

    // MARK: Nothing to do

    /// Lets happen what goes on beside the queue, and then waits for what is next.
    private func idle(until due: Timestamp?, _ now: Timestamp) async -> Bool {
        let next = await happenings?.next()
        if let next, next <= now {
            await happenings?.happen(by: now)
            return true
        }
        let soonest = [due, next].compactMap(\.self).min()
        news(.quiet(nextDue: soonest))
        if let soonest, soonest > now, clock is SteppedClock { return await stepped(to: soonest) }
        arm(for: due)
        return false
    }

    /// Lets a stepped calendar jump, at its pace, and remembers where it stands; the system's is waited for.
    private func stepped(to due: Timestamp) async -> Bool {
        guard let stepped = clock as? SteppedClock else {
            arm(for: due)
            return false
        }
        let time = stepped.pause(before: due)
        if time > 0 { await pause(for: .milliseconds(time)) }
        guard !sending.isStopping else { return false }
        // Another command may have put something earlier into the queue meanwhile.
        let earliest = (try? await desk.nextDue(.all)) ?? due
        stepped.jump(to: earliest > stepped.now() ? min(earliest, due) : due)
        try? await desk.setNote(ClockNote.name, ClockNote.text(stepped.now()))
        await happenings?.happen(by: stepped.now())
        return true
    }

    // MARK: What was claimed

    /// Has a batch composed and handed over, while the next claim and the next settlements go on; batches stay in their
    /// order.
    private func dispatch(_ batch: [Claimed]) {
        guard !batch.isEmpty else { return }
        guard let relay else { return }
        let (edition, before) = (edition, dispatching)
        let sources = { @Sendable [desk] (hash: RevisionHash) async throws(StoreError) in try await desk.sources(hash) }
        dispatching = Task(executorPreference: lane) { [composing] in
            let composed = await composing.compose(batch, edition: edition, sources: sources)
            await before?.value
            await self.handOver(composed, to: relay)
        }
    }

    /// Hands over what was composed, and settles what could not be, at once and only that.
    private func handOver(_ composed: ComposedBatch, to relay: Relay) async {
        sending.composed(composed.messages.lazy.map { (delivery: $0.message.delivery, subject: $0.subject) })
        if !composed.messages.isEmpty { await relay.send(composed.messages.map(\.message)) }
        var settlements = sending.notComposed(composed.failures, plan: edition.plan, at: clock.now())
        if let error = composed.storeError {
            sending.report(error)
            tell()
            settlements += await giveBack(composed.untouched.map(\.delivery), at: clock.now())
        }
        if !settlements.isEmpty { await settle(settlements, at: clock.now()) }
        sending.arrived(composed.count)
        if composed.messages.isEmpty { bell.ring() }
    }
}
