import Logging
import UsherCore
import UsherReports

/// Writes what the worker tells as log lines: ids and SMTP codes, never addresses or reply texts.
struct NewsLog: Sendable {
    let logger: Logger

    func write(_ news: WorkerNews) {
        switch news {
        case .settled(let message): settled(message)
        case .paused(let pause):
            var metadata: Logger.Metadata = ["until": "\(pause.until?.iso8601 ?? "usher resume")"]
            if case .campaign(let id) = pause.scope { metadata["campaign"] = "\(id)" }
            logger.log(
                level: pause.scope == .warmUp ? .notice : .error,
                "\(pause.scope.words) is paused: \(pause.words)",
                metadata: metadata)
        case .warned(let warning):
            switch warning.subject {
            case .campaign(let id):
                logger.warning("a campaign gets complaints: \(warning.words)", metadata: ["campaign": "\(id)"])
            case .transactional: logger.warning("transactional mail gets complaints: \(warning.words)")
            }
        case .relayBack: logger.notice("the relay accepts mail again")
        case .undone(let undone):
            logger.notice(
                "the relay's refusal was no person's fault; what it had done to people is undone",
                metadata: [
                    "queued": "\(undone.queued)", "unsuppressed": "\(undone.liftedSuppressions)",
                    "enrollments": "\(undone.enrollments)",
                    "left": "\(undone.left)",
                ])
        case .relaySilent:
            logger.warning("the relay does not answer; another connection is tried beside the one that hangs")
        case .relayLimited(let connections, let fault):
            logger.notice(
                "the relay refuses more connections: \(fault.explanation)", metadata: ["connections": "\(connections)"])
        case .relayLockStep:
            logger.notice("the relay offers PIPELINING and cannot do it; one command at a time from now on")
        case .recordingStopped(let error): logger.critical("sending stands still: \(error)")
        case .recordingBack: logger.notice("the database can be written again; sending goes on")
        case .leftUnrecorded(let deliveries):
            logger.critical(
                "this daemon ends without a record of what the relay answered; the next one finds these deliveries in doubt",
                metadata: ["deliveries": "\(deliveries.map(\.description).joined(separator: ","))"])
        case .claimed(let count, let time): transaction("claimed", count, time)
        case .recorded(let count, let time): transaction("recorded", count, time)
        case .quiet: break
        }
    }

    private func transaction(_ what: String, _ count: Int, _ time: Duration) {
        logger.debug(
            "\(what)", metadata: ["count": "\(count)", "ms": "\((time.seconds * 1_000_000).rounded() / 1000)"])
    }

    private func settled(_ item: SettledMessage) {
        let settlement = item.settlement
        let (level, message) = settlement.result.line
        guard level >= logger.logLevel else { return }
        var metadata: Logger.Metadata = [
            "delivery": "\(settlement.delivery)", "attempt": "\(item.claimed.candidate.attempts + 1)",
            "message": "\(item.name)",
        ]
        if let kind = item.stream.kind { metadata["stream"] = "\(kind.rawValue)" }
        if let reply = settlement.reply {
            metadata["code"] = "\(reply.codes)"
            logger.trace("reply", metadata: ["delivery": "\(settlement.delivery)", "text": "\(reply.text)"])
        }
        if case .retry(let at, _, _) = settlement.result { metadata["next"] = "\(at.iso8601)" }
        if let trouble = settlement.trouble { metadata["because"] = "\(trouble.words)" }
        logger.log(level: level, "\(message)", metadata: metadata)
    }
}

extension PauseScope {
    /// The words for what is paused, without its name: a domain may be a person's own.
    fileprivate var words: String {
        switch self {
        case .relay: "the relay"
        case .transactionalRelay: "the relay of transactional mail"
        case .campaign: "a campaign"
        case .warmUp: "marketing"
        case .domain, .transactionalDomain: "one recipient domain (usher status names it)"
        }
    }
}

extension Settlement.Result {
    /// The level and the text of the log line.
    fileprivate var line: (Logger.Level, String) {
        switch self {
        case .sent: (.info, "sent")
        case .retry(_, let counts, let doubt):
            doubt
                ? (.warning, "the relay's answer was lost; the same message goes again")
                : (counts ? .notice : .debug, "not taken now; it goes again")
        case .held: (.warning, "the relay's answer was lost; decide about it: usher queue list --in-doubt")
        case .bounced: (.notice, "bounced; the address is not mailed any more")
        case .failed(let reason, _): (.warning, "failed: \(reason.words)")
        case .withheld(let reason): (.notice, "withheld: \(reason.words)")
        case .cancelled(let reason): (.notice, "cancelled: \(reason.words)")
        }
    }
}
