import UsherComposing
import UsherCore
import UsherSMTP
import UsherSupport

extension Worker {
    /// A claim is one transaction, and others wait for it.
    private static var largestClaim: Int { 100 }

    /// One claim and what follows from it. True when there may be more to do at once.
    func round() async -> Bool {
        let now = clock.now()
        guard unsettled.isEmpty else {
            await settle([], at: now)
            if !unsettled.isEmpty { arm(for: nil) }
            return unsettled.isEmpty
        }
        // Another settle is trying whether the store can record again.
        if recordingStopped, settlesUnderWay > 0 {
            arm(for: nil)
            return false
        }
        do {
            var places = await relay.places
            var soon = await relay.soon
            guard isWorthClaiming(places, soon) else { return false }
            if relayMayDiffer || mayBePaused {
                if let pause = try await relayPause(now) { return await sitOut(pause) }
                await renewRelay()
                places = await relay.places
                soon = await relay.soon
            }
            if places.connections > 0 { relayWaitsSince = nil }
            let limit = min(
                places.claimable(unsettled: unsettledHere, onTheWay: onTheWay, soon: soon), Self.largestClaim)
            guard limit > 0, let batch = try await desk.claim(edition, now: now, limit: limit) else {
                if let pause = try await relayPause(now) { return await sitOut(pause) }
                return limit > 0 ? true : try await openFor(now)
            }
            // Only what was written shows that it can be.
            if batch.handled > 0 { recordingIsBack() }
            for claimed in batch.claimed {
                inFlight[claimed.delivery] = InFlight(claimed: claimed, relay: retired.count)
            }
            dispatch(batch.claimed)
            let isAll = batch.handled < limit
            if !isAll || batch.claimed.count > places.atOnce { await widen(places) }
            return isAll ? try await rest(until: batch.nextDue, now: now) : true
        } catch {
            cannotRecord(error)
            return false
        }
    }

    /// For a fast relay, few large claims instead of many small ones: while messages are under way, the next claim
    /// waits for the places that they free. What waits in the relay keeps its connections busy meanwhile, and every
    /// outcome leads to another look.
    private func isWorthClaiming(_ places: RelayPlaces, _ soon: RelaySoon) -> Bool {
        inFlight.isEmpty || relayMayDiffer
            || places.areWorthFilling(unsettled: unsettledHere, onTheWay: onTheWay, soon: soon)
    }

    /// How many were claimed for the relay in use and are not recorded.
    private var unsettledHere: Int { inFlight.values.count { $0.relay == retired.count } }

    /// The relay is paused: the stepped calendar jumps to the pause's end, the system's is waited for.
    private func sitOut(_ pause: Pause) async -> Bool {
        // The pause says it from now on.
        relayWaitsSince = nil
        if inFlight.isEmpty, let stepped = clock as? SteppedClock, let until = pause.until {
            return await step(stepped, to: until)
        }
        arm(for: pause.until)
        return false
    }

    /// No connection has room: opens one when something is due and none is on its way.
    private func openFor(_ now: Timestamp) async throws(StoreError) -> Bool {
        let due = try await desk.nextDue()
        guard let due, due <= now else { return try await rest(until: due, now: now) }
        relayWaitsSince = await relay.places.connections == 0 ? relayWaitsSince ?? now : nil
        await relay.open(max(1, connectionsWanted))
        arm(for: nil)
        return false
    }

    /// A full claim, or one that has to wait for a connection, says that there is more than these connections' work.
    private func widen(_ places: RelayPlaces) async {
        guard places.connections < edition.connections || connectionsWanted != edition.connections else { return }
        connectionsWanted = edition.connections
        await relay.open(connectionsWanted)
    }

    /// Nothing more is due now.
    private func rest(until due: Timestamp?, now: Timestamp) async throws(StoreError) -> Bool {
        relayWaitsSince = nil
        if try await desk.wakeWaiting(edition, now: now) { return true }
        if inFlight.isEmpty {
            connectionsWanted = 0
            let next = await happenings?.next()
            if let next, next <= now {
                await happenings?.happen(by: now)
                return true
            }
            let soonest = [due, next].compactMap(\.self).min()
            news(.quiet(nextDue: soonest))
            if let stepped = clock as? SteppedClock, let soonest, soonest > now {
                return await step(stepped, to: soonest)
            }
        }
        arm(for: due)
        return false
    }

    /// Lets the stepped calendar jump, at its pace, and remembers where it stands.
    private func step(_ stepped: SteppedClock, to due: Timestamp) async -> Bool {
        let pause = stepped.pause(before: due)
        if pause > 0 { try? await Task.sleep(for: .milliseconds(pause)) }
        guard !stopping else { return false }
        // Another command may have put something earlier into the queue meanwhile.
        let earliest = (try? await desk.nextDue()) ?? due
        stepped.jump(to: earliest > stepped.now() ? min(earliest, due) : due)
        try? await desk.setNote(ClockNote.name, ClockNote.text(stepped.now()))
        await happenings?.happen(by: stepped.now())
        return true
    }

    /// Composes and hands over, while the next claim and the next settlements go on; batches stay in their order.
    private func dispatch(_ batch: [Claimed]) {
        guard !batch.isEmpty else { return }
        onTheWay += batch.count
        let (relay, edition, before) = (relay, edition, dispatching)
        let sources = { @Sendable [desk] (hash: RevisionHash) async throws(StoreError) in try await desk.sources(hash) }
        dispatching = Task {
            let composed = await composing.compose(batch, edition: edition, sources: sources)
            await before?.value
            await handOver(composed, to: relay)
            onTheWay -= batch.count
        }
    }

    /// What could not be composed is settled at once, and only that.
    private func handOver(_ composed: ComposedBatch, to relay: Relay) async {
        for message in composed.messages { inFlight[message.message.delivery]?.subject = message.subject }
        if !composed.messages.isEmpty { await relay.send(composed.messages.map(\.message)) }
        var settlements = composed.failures.map {
            Settling.cannotCompose($0.claimed, reason: $0.reason, plan: edition.plan, now: clock.now())
        }
        if let error = composed.storeError {
            report(error)
            settlements += await giveBack(composed.untouched, at: clock.now())
        }
        if !settlements.isEmpty { await settle(settlements, at: clock.now()) }
        if composed.messages.isEmpty { bell.ring() }
    }
}
