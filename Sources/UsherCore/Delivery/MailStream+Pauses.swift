extension MailStream {
    /// The scope of a pause of the stream's relay.
    package var relay: PauseScope { self == .transactional ? .transactionalRelay : .relay }

    /// The scope of a pause when a recipient domain (A-label) blocks the stream.
    package func domain(_ name: String) -> PauseScope {
        self == .transactional ? .transactionalDomain(name) : .domain(name)
    }

    /// Whether there is such a pause while it sends: where there is one relay, none is of transactional mail's own.
    package func knows(_ scope: PauseScope) -> Bool { self != .all || !scope.isTransactional }
}

extension PauseScope {
    /// Whether the pause is of transactional mail's own relay, or of a domain there.
    package var isTransactional: Bool {
        switch self {
        case .transactionalRelay, .transactionalDomain: true
        case .relay, .campaign, .domain, .warmUp: false
        }
    }

    /// Whether a relay is paused, whichever.
    package var isRelay: Bool { self == .relay || self == .transactionalRelay }
}
