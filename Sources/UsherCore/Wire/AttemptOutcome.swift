/// The facts of what happened to one message on the wire; `Verdict` says what they mean.
package enum AttemptOutcome: Hashable, Sendable {
    /// The relay answered 2xx to the final dot: it has taken the message over.
    case accepted(Reply)
    /// A negative reply to MAIL, RCPT, DATA or the final dot. It is certain that the relay did not take the message.
    case refused(WirePhase, Reply)
    /// The connection was lost, closed, or timed out. At `.dot` the relay may have the message: it is in doubt. `reply`
    /// is what the server said before it closed (421, say). `reused` is true when this was the first command on a
    /// connection that had been idle or had carried a message: then the attempt does not count.
    case lost(WirePhase, LossReason, reply: Reply?, reused: Bool)
    /// The message was not started: the connection went away before its first command, or sending stopped. The attempt
    /// does not count.
    case notStarted
    /// The message cannot be sent by this relay: needs SMTPUTF8, larger than SIZE. Nothing was sent.
    case unsendable(UnsendableReason)
    /// The last look at consent, right before the first octet of the body, said no.
    case withdrawn
    /// The last look found that the message's enrollment has ended.
    case enrollmentEnded
}

extension AttemptOutcome {
    /// Whether the server said 421, which ends a connection, to the first message on it or to the dot.
    package var endsConnection: Bool {
        switch self {
        case .refused(_, let reply), .lost(_, _, let reply?, reused: false): reply.code == 421
        default: false
        }
    }

    /// Whether this outcome says why the connection ended, so that the end is no fault of the relay's: a 421, which
    /// `BlockLedger` counts, or the end of a connection that had idled or carried a message.
    package var tellsOfEnd: Bool {
        if case .lost(_, _, _, reused: true) = self { return true }
        return endsConnection
    }
}

/// The reason why a connection is gone.
package enum LossReason: String, Sendable, Codable, CaseIterable {
    case closed, timeout, tls, garbage
    /// Reply longer than anything a server has a reason to say.
    case flood

    /// The reason in words after "the connection was lost at the login: ".
    package var words: String {
        switch self {
        case .closed: "the relay closed it"
        case .timeout: "no answer came in time"
        case .tls: "TLS broke"
        case .garbage: "the answer was not SMTP"
        case .flood: "the answer had no end"
        }
    }
}

package enum UnsendableReason: Hashable, Sendable {
    case needsSMTPUTF8
    case largerThan(limit: Int)
}

/// The reason why a relay cannot be used at all; from the connection attempt, not from a message.
package enum RelayFault: Error, Hashable, Sendable {
    case nameNotFound
    case connectionRefused
    case timeout(WirePhase)
    case lost(WirePhase)
    /// The relay answered the greeting, EHLO or MAIL with a refusal of the sender.
    case refused(WirePhase, Reply)
    case certificate(String)
    case tls(String)
    /// STARTTLS is required and was not offered, or was refused.
    case startTLSMissing
    /// Credentials are configured and the relay does not offer AUTH.
    case authNotOffered
    /// The relay refused the login: 535 and its kin.
    case authRefused(Reply?)
    /// Credentials are configured, TLS is not, and the address is not loopback.
    case credentialsWithoutTLS
    case other(String)
}

extension AttemptOutcome {
    /// The server's reply, if it gave one.
    package var reply: Reply? {
        switch self {
        case .accepted(let reply), .refused(_, let reply): reply
        case .lost(_, _, let reply, _): reply
        case .notStarted, .unsendable, .withdrawn, .enrollmentEnded: nil
        }
    }
}
