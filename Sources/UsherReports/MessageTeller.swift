import UsherCore

/// Says in plain words what became of one delivery, or what it waits for.
struct MessageTeller {
    let plan: Plan
    let clock: ZoneClock
    let pauses: [Pause]
    /// The standing of the person: what they said about mail.
    let standing: Standing
    let isDaemonRunning: Bool
    /// Why the daemon sends nothing, by its own word; nil while it does.
    var daemonsObstacle: String?
    /// Why the daemon sends no transactional mail, where that has a relay of its own; nil while it does.
    var transactionalObstacle: String?
    let now: Timestamp
    var clicks: [DeliveryID: [ClickRow]] = [:]

    func message(_ row: DeliveryRow, step: String) -> ContactStory.Message {
        ContactStory.Message(
            delivery: row.id.value, step: step, state: row.state,
            at: moment(row)?.iso8601, reason: row.reason?.coded.code, why: why(row),
            clicks: MessageClicks(clicks[row.id] ?? [], clock: clock),
            when: moment(row).map { Wording.time($0, clock: clock) } ?? "")
    }

    private func moment(_ row: DeliveryRow) -> Timestamp? { row.settledAt ?? row.due }

    private func why(_ row: DeliveryRow) -> String {
        if row.sentAt != nil, [.bounced, .complained, .failed].contains(row.state) { return returned(row) }
        return switch row.state {
        case .sent: "the relay accepted it\(answer(row))\(tries(row))"
        case .bounced: "the address does not work\(answer(row))"
        case .complained, .failed, .skipped, .withheld, .cancelled:
            (row.reason?.words ?? row.state.rawValue) + answer(row)
        case .held:
            "may have arrived: the answer was lost; send it again with: usher queue retry \(row.id), "
                + "or leave it with: usher queue cancel \(row.id)"
        case .claimed: "on its way to the relay now"
        case .parked:
            "\(parkedReason(row)); "
                + (plan.no(to: row, standing: standing, at: now).map { "it is withheld after the pause: \($0.words)" }
                    ?? "it goes out after the pause")
        case .queued: waiting(row)
        }
    }

    /// The words for what became of a message that the relay had accepted.
    private func returned(_ row: DeliveryRow) -> String {
        let sent = row.sentAt.map { "sent on \(Wording.time($0, clock: clock)), and " } ?? ""
        return sent + (row.reason?.words ?? row.state.rawValue)
    }

    private func waiting(_ row: DeliveryRow) -> String {
        let due = row.due ?? now
        if let no = plan.no(to: row, standing: standing, at: max(due, now)) {
            return "will be withheld\(span(due)): \(no.words)"
        }
        if row.inDoubt { return "may have arrived: the answer was lost; the same message goes again\(span(due))" }
        if row.attempts > 0 {
            let last = row.reason.map { " (\($0.words))" } ?? answer(row)
            return "tried \(times(row.attempts))\(last); goes again\(span(due))"
        }
        if due <= now { return "due now; \(obstacle(row))" }
        guard let step = row.step.flatMap(plan.place)?.step, row.kind == .marketing else { return "due\(span(due))" }
        return "due\(span(due))\(rules(step, due: due, anchor: row.anchor))"
    }

    /// The words for the rules that put a message later than its wait asked for.
    private func rules(_ step: Step, due: Timestamp, anchor: Timestamp?) -> String {
        guard let anchor, Schedule.asked(step, anchor: anchor, clock: clock) < due else { return "" }
        return "; its wait ends earlier, and the send window or the pause between two marketing e-mails holds it"
    }

    /// The words for what a message that is due waits for.
    private func obstacle(_ row: DeliveryRow) -> String {
        let stream = plan.settings.stream(of: row.kind)
        let daemonsWord = stream == .transactional ? transactionalObstacle : daemonsObstacle
        if isDaemonRunning, let daemonsWord { return daemonsWord }
        if let pause = pauses.first(where: { $0.scope == stream.relay }) {
            return "\(stream.relayWords) is paused: \(pause.words)"
        }
        return isDaemonRunning ? "it goes as soon as the limits allow" : "it goes when a daemon runs: usher run"
    }

    /// The campaign's pause is the nearer one.
    private func parkedReason(_ row: DeliveryRow) -> String {
        let stream = plan.settings.stream(of: row.kind)
        let pause =
            pauses.first { $0.scope == row.campaign.map(PauseScope.campaign) && $0.reason.holds(stream) }
            ?? pauses.first { $0.scope == stream.relay }
            ?? pauses.first { $0.scope == .warmUp }
        return "paused\(pause.map { ": \($0.words)" } ?? "")"
    }

    private func span(_ due: Timestamp) -> String {
        due <= now ? " now" : " in \(Wording.duration(milliseconds: due.since(now)))"
    }

    private func answer(_ row: DeliveryRow) -> String {
        guard let reply = row.reply else { return "" }
        let enhanced = reply.enhanced.map { " \($0)" } ?? ""
        return " (\(reply.code)\(enhanced)\(reply.text.isEmpty ? "" : " \(reply.text)"))"
    }

    private func tries(_ row: DeliveryRow) -> String { row.attempts > 1 ? " at try \(row.attempts)" : "" }

    private func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
}
