extension MailStream {
    /// What is paused when its relay is.
    package var relay: PauseScope { self == .transactional ? .transactionalRelay : .relay }

    /// What is paused when a recipient domain (A-label) blocks it.
    package func domain(_ name: String) -> PauseScope {
        self == .transactional ? .transactionalDomain(name) : .domain(name)
    }

    /// Whether there is such a pause while it sends: where there is one relay, none is of transactional mail's own.
    package func knows(_ scope: PauseScope) -> Bool { self != .all || !scope.isTransactional }
}

extension PauseScope {
    /// Whether it is of transactional mail's own relay.
    package var isTransactional: Bool {
        switch self {
        case .transactionalRelay, .transactionalDomain: true
        case .relay, .campaign, .domain, .warmUp: false
        }
    }

    /// Whether it is a relay, whichever.
    package var isRelay: Bool { self == .relay || self == .transactionalRelay }
}
