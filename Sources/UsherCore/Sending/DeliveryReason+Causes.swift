extension DeliveryReason {
    /// The reason why marketing does not go; nil when it may.
    package init?(_ answer: ConsentPolicy.Answer) {
        switch answer {
        case .yes: return nil
        case .no(let said): self = .saidNo(said)
        case .nothing: self = .noConsent
        case .unconfirmed: self = .unconfirmed
        case .softOptInIsOff: self = .softOptInIsOff
        }
    }
}

extension AttemptOutcome {
    /// The trouble of the connection, when it is gone; else nil.
    var trouble: DeliveryReason? {
        guard case .lost(let phase, let reason, _, _) = self else { return nil }
        return .connectionLost(phase, reason)
    }

    /// The reason why a message could not go, without the server's text.
    var failure: DeliveryReason {
        switch self {
        case .refused(let phase, let reply): .refused(phase, answer: reply.codes)
        case .unsendable(.needsSMTPUTF8): .needsSMTPUTF8
        case .unsendable(.largerThan(let limit)): .largerThan(limit: limit)
        case .lost(let phase, let reason, _, _): .connectionLost(phase, reason)
        case .accepted, .notStarted, .withdrawn, .enrollmentEnded: .notSent
        }
    }
}
