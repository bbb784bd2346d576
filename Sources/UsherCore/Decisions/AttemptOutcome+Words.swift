extension AttemptOutcome {
    /// What the server said, if anything.
    package var reply: Reply? {
        switch self {
        case .accepted(let reply), .refused(_, let reply): reply
        case .lost(_, _, let reply, _): reply
        case .notStarted, .unsendable, .withdrawn, .runEnded: nil
        }
    }

    /// What became of the connection, when it is gone.
    var trouble: String? {
        guard case .lost(let phase, let reason, _, _) = self else { return nil }
        return switch reason {
        case .closed: "the relay closed the connection at \(phase.words)"
        case .timeout: "the relay did not answer in time at \(phase.words)"
        case .tls: "TLS broke at \(phase.words)"
        case .garbage: "the relay said something that is not SMTP at \(phase.words)"
        case .flood: "the relay's answer at \(phase.words) had no end"
        }
    }

    /// Why a message could not go, in plain words and without the server's text.
    var failure: String {
        switch self {
        case .refused(let phase, let reply): "refused at \(phase.rawValue) with \(reply.codes)"
        case .unsendable(.needsSMTPUTF8): "the address needs SMTPUTF8, which the relay does not offer"
        case .unsendable(.largerThan(let limit)): "larger than the \(limit) octets that the relay takes"
        case .lost(let phase, let reason, _, _): "connection lost at \(phase.rawValue): \(reason.rawValue)"
        case .accepted, .notStarted, .withdrawn, .runEnded: "could not be sent"
        }
    }
}
