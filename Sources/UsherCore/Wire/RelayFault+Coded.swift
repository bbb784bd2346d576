extension RelayFault {
    /// The fault as it is kept (`PauseReason`): with the codes of a reply, without its text.
    package var coded: Coded {
        switch self {
        case .nameNotFound: Coded("name_not_found")
        case .connectionRefused: Coded("connection_refused")
        case .timeout(let phase): Coded("timeout", ["at": phase.rawValue])
        case .lost(let phase): Coded("lost", ["at": phase.rawValue])
        case .refused(let phase, let reply): Coded("refused", ["at": phase.rawValue, "answer": reply.codes])
        case .certificate(let words): Coded("certificate", ["words": words])
        case .tls(let words): Coded("tls", ["words": words])
        case .startTLSMissing: Coded("no_starttls")
        case .authNotOffered: Coded("no_login")
        case .authRefused(let reply): Coded("login_refused", ["answer": reply?.codes])
        case .credentialsWithoutTLS: Coded("password_in_clear")
        case .other(let words): Coded("no_connection", ["words": words])
        }
    }

    /// Reads a fault that was kept; nil for what this version does not know.
    init?(known coded: Coded) {
        let data = coded.data
        let phase = data["at"].flatMap(WirePhase.init)
        let reply = data["answer"].flatMap(Reply.init(codes:))
        switch coded.code {
        case "name_not_found": self = .nameNotFound
        case "connection_refused": self = .connectionRefused
        case "timeout":
            guard let phase else { return nil }
            self = .timeout(phase)
        case "lost":
            guard let phase else { return nil }
            self = .lost(phase)
        case "refused":
            guard let phase, let reply else { return nil }
            self = .refused(phase, reply)
        case "certificate", "tls", "no_connection":
            guard let words = data["words"] else { return nil }
            self = coded.code == "tls" ? .tls(words) : coded.code == "certificate" ? .certificate(words) : .other(words)
        case "no_starttls": self = .startTLSMissing
        case "no_login": self = .authNotOffered
        case "login_refused":
            guard data["answer"] == nil || reply != nil else { return nil }
            self = .authRefused(reply)
        case "password_in_clear": self = .credentialsWithoutTLS
        default: return nil
        }
    }

    /// The fault with a reply of which only the codes are left.
    var withoutText: RelayFault {
        switch self {
        case .refused(let phase, let reply): .refused(phase, Reply(code: reply.code, enhanced: reply.enhanced))
        case .authRefused(let reply?): .authRefused(Reply(code: reply.code, enhanced: reply.enhanced))
        default: self
        }
    }
}

extension Reply {
    /// Reads `550 5.7.1`, or `550`, as `codes` writes it; nil for anything else.
    init?(codes: String) {
        let parts = codes.split(separator: " ", maxSplits: 1)
        guard let first = parts.first, let code = Int(first), (200...599).contains(code) else { return nil }
        let enhanced = parts.count == 2 ? EnhancedStatus(stored: String(parts[1])) : nil
        guard parts.count == 1 || enhanced != nil else { return nil }
        self.init(code: code, enhanced: enhanced)
    }
}

extension EnhancedStatus {
    /// Reads `5.1.1`, as `description` writes it; nil for anything else.
    package init?(stored text: String) {
        let parts = text.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        self.init(parts[0], parts[1], parts[2])
    }
}
