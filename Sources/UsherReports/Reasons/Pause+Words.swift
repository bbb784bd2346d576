import UsherCore

extension Pause {
    /// Why, in plain words; with the settings and the command of the relay that it is about.
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
    /// Of these pauses those in force: none of a relay that is not in use.
    package func inForce(_ pauses: [Pause], at now: Timestamp) -> [Pause] {
        pauses.filter { $0.isInForce(at: now) && (hasTwoStreams || !$0.scope.isTransactional) }
    }
}
