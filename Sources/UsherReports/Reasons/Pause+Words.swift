import UsherCore

extension Pause {
    /// The reason in plain words, with the settings and the command of the relay that it is about.
    package var words: String {
        guard scope == .transactionalRelay else { return reason.words }
        if let words = reason.wordsOfOrders { return words }
        guard case .fault = reason else { return reason.words }
        return reason.words.replacing("smtp.", with: "transactional.smtp.")
            .replacing(
                "usher resume \(PauseScope.relayName)", with: "usher resume \(PauseScope.transactionalRelayName)")
    }
}

extension Settings {
    /// The pauses of these that are in force: none of a relay that is not in use.
    package func inForce(_ pauses: [Pause], at now: Timestamp) -> [Pause] {
        pauses.filter { $0.isInForce(at: now) && (hasTwoStreams || !$0.scope.isTransactional) }
    }
}
