import UsherCore
import UsherReports

extension OpenHome {
    /// Ends a pause; a domain's also where it is of transactional mail's own relay. False when there was none.
    ///
    /// A relay that Usher paused by itself is tried again with everything that it refused: domains that paused with
    /// it are resumed too, and what was refused for good and waits for the end of such a pause is due now.
    ///
    /// What was parked goes back at the limits' pace. What a block has moved to the end of its domain's pause is due
    /// now, and the limits spread it when it is claimed. Blocks; a second call changes nothing.
    package func resume(_ scope: PauseScope) throws(StoreError) -> Bool {
        if case .domain(let domain) = scope {
            let isResumed = try end(.transactionalDomain(domain))
            return try end(scope) || isResumed
        }
        return try end(scope)
    }

    private func end(_ scope: PauseScope) throws(StoreError) -> Bool {
        let now = clock.now()
        let pause = try store.pauses().first { $0.scope == scope }
        let stream: MailStream = scope.isTransactional ? .transactional : .all
        let isResumed = try store.resume(
            scope, now: now, spacing: settings.of(stream: stream).limits.spacingMilliseconds)
        guard let pause, let until = pause.until, until > now else { return isResumed }
        switch scope {
        case .domain(let domain), .transactionalDomain(let domain):
            try bringBack(now) { $0.due == until && isOf($0, stream) && $0.contact.address.domain == domain }
        case .relay, .transactionalRelay:
            for other in try store.pauses()
            where other.until != nil && other.since >= pause.since.adding(seconds: -3600) {
                switch other.scope {
                case .domain, .transactionalDomain:
                    guard other.scope.isTransactional == scope.isTransactional else { continue }
                    _ = try store.resume(other.scope, now: now, spacing: 0)
                case .relay, .transactionalRelay, .campaign, .warmUp: continue
                }
            }
            try bringBack(now) { $0.due > now && $0.lastReply?.isPermanent == true && isOf($0, stream) }
        case .campaign, .warmUp: break
        }
        return isResumed
    }

    /// Whether a delivery goes through the relay that was resumed.
    private func isOf(_ candidate: Candidate, _ stream: MailStream) -> Bool {
        guard settings.hasTwoStreams else { return stream == .all }
        return (candidate.kind == .transactional) == (stream == .transactional)
    }

    private func bringBack(_ now: Timestamp, _ isWanted: (Candidate) -> Bool) throws(StoreError) {
        var cursor: DeliveryID?
        repeat {
            cursor = try store.reschedule(after: cursor, limit: 300) { isWanted($0) ? now : nil }
        } while cursor != nil
    }
}

extension OpenHome {
    /// Why `usher queue retry` has nothing to send, as the end of a sentence about the delivery.
    package func whyNotAgain(_ row: DeliveryRow) throws(StoreError) -> String {
        let enrollment = try row.enrollment.flatMap { (id) throws(StoreError) in
            try store.enrollments(of: row.contact).first { $0.id == id }
        }
        if let enrollment, enrollment.isCutShort, row.state != .sent, row.state != .bounced {
            let reason = enrollment.endReason?.words ?? "it was ended"
            return "belongs to an enrollment that has ended (\(reason)); nothing of it is sent any more"
        }
        if row.address == nil { return "was for a person who was erased; nothing of it is sent any more" }
        return switch row.state {
        case .queued: "is queued and goes by itself"
        case .claimed: "is on its way to the relay now"
        case .parked: "waits for the end of a pause, and goes by itself then"
        default: "is \(row.state.rawValue); there is nothing to send again"
        }
    }
}
