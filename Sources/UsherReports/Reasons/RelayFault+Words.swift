import UsherCore

extension RelayFault {
    /// One sentence for the operator, to follow the relay's name: what happened, and what to do now.
    package var explanation: String {
        if asksForSlowerPace, case .refused(let phase, let reply) = self {
            return
                "it asks for a slower pace with \(reply.codes) at \(phase.words); sending goes on by itself, after a pause"
        }
        return words
    }

    /// The fault in one sentence, as the reason of a pause. A slower pace is another reason, and nothing tells it
    /// without the reply's text.
    var words: String {
        switch self {
        case .nameNotFound: "its name does not resolve; check smtp.host and this machine's name service"
        case .connectionRefused:
            "nothing accepts connections there; check smtp.host and smtp.port, and that the relay runs and no firewall is between"
        case .timeout(.connect):
            "it does not answer; check smtp.host and smtp.port, and whether a firewall drops the connection"
        case .timeout(.greeting):
            "it accepted the connection and never greeted; if the port is 465, set smtp.tls to implicit, else look at the relay's log"
        case .timeout(let phase): "it stopped answering at \(phase.words); look at the relay's log"
        case .lost(.connect): "the connection broke before it was made; try again, and check the network between"
        case .lost(let phase): "it closed the connection at \(phase.words); look at the relay's log"
        case .refused(let phase, let reply):
            "it refused with \(reply.codes) at \(phase.words); its log says why it does not want this machine or this sender"
        case .certificate(let text):
            "its certificate is not trusted (\(text)); use the name in the certificate as smtp.host, or set smtp.authority to a PEM file"
        case .tls(let text):
            "TLS failed (\(text)); check smtp.tls and smtp.port: 587 takes required, 465 takes implicit"
        case .startTLSMissing:
            "it offers no STARTTLS and smtp.tls is required; use a port that does, or implicit on port 465; never sent in the clear"
        case .authNotOffered:
            "a user name is configured and it offers no login by PLAIN or LOGIN here; check smtp.port and smtp.tls, or remove smtp.username"
        case .authRefused(let reply):
            "it refused the login\(reply.map { " with \($0.codes)" } ?? ""); check smtp.username and the password, then usher resume relay"
        case .credentialsWithoutTLS:
            "smtp.tls is none and a user name is configured; a password goes without TLS only to this machine, so set smtp.tls to required"
        case .other(let text): "no connection (\(text)); check the smtp settings"
        }
    }

    /// The fault in one sentence where the relay is the rehearsal's inbox, a part of the daemon itself: no setting and
    /// nobody else's log is to blame.
    var wordsOfInbox: String {
        let what =
            switch self {
            case .timeout(let phase): "stopped answering at \(phase.words)"
            case .lost(let phase): "closed the connection at \(phase.words)"
            case .refused(let phase, let reply): "refused with \(reply.codes) at \(phase.words)"
            default: "takes no connection"
            }
        return "rehearsal's own inbox \(what); nothing is wrong with your settings: start usher again, "
            + "and if that does not help, it is a fault of Usher's"
    }
}
