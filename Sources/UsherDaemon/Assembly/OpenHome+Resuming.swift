import UsherCore

extension OpenHome {
    /// Ends a pause. False when there was none.
    ///
    /// What was parked goes back at the limits' pace. What a block has moved to the end of its domain's pause is due now, and the limits
    /// spread it when it is claimed. Blocks; a second call changes nothing.
    package func resume(_ scope: PauseScope) throws(StoreError) -> Bool {
        let now = clock.now()
        let pause = try store.pauses().first { $0.scope == scope }
        let isResumed = try store.resume(scope, now: now, spacing: settings.limits.spacingMilliseconds)
        if case .domain(let domain) = scope, let until = pause?.until { try bringBack(domain, from: until, to: now) }
        return isResumed
    }

    private func bringBack(_ domain: String, from until: Timestamp, to now: Timestamp) throws(StoreError) {
        guard until > now else { return }
        var cursor: DeliveryID?
        repeat {
            cursor = try store.reschedule(after: cursor, limit: 300) { candidate in
                candidate.due == until && candidate.contact.address.domain == domain ? now : nil
            }
        } while cursor != nil
    }
}

extension OpenHome {
    /// Why `usher queue retry` has nothing to send, as the end of a sentence about the delivery.
    package func whyNotAgain(_ row: DeliveryRow) throws(StoreError) -> String {
        let run = try row.enrollment.flatMap { (id) throws(StoreError) in
            try store.enrollments(of: row.contact).first { $0.id == id }
        }
        if let run, run.isCutShort, row.state != .sent, row.state != .bounced {
            let reason = run.endReason?.words ?? "it was ended"
            return "belongs to a run that has ended (\(reason)); nothing of it is sent any more"
        }
        if row.address == nil { return "was for a person who was erased; nothing of it is sent any more" }
        return switch row.state {
        case .queued, .claimed, .parked: "is \(row.state.rawValue) and goes by itself"
        default: "is \(row.state.rawValue); there is nothing to send again"
        }
    }
}
