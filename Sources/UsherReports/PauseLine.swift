import UsherCore

/// One pause as `usher status` shows it.
package struct PauseLine: Sendable, Encodable {
    /// The name of what is paused: `relay`, `transactional-relay`, a campaign's name, a domain, or `warm-up`.
    package let paused: String
    /// The code of why (`PauseReason`), and the same in words.
    package let reason: String
    package let words: String
    /// The moment at which it began, as ISO 8601 in UTC; so is `until`, which is nil for a pause that somebody has to
    /// end.
    package let since: String
    package let until: String?
    /// The sentence that says what is paused, why, and what ends it.
    package let text: String

    /// Whether `usher resume` ends it by that name.
    package let canBeResumed: Bool

    /// The relay's, since a restore: somebody is to look before anything is sent.
    let isAfterRestore: Bool

    private enum CodingKeys: String, CodingKey { case paused, reason, words, since, until }

    init(_ pause: Pause, catalog: Catalog, clock: ZoneClock) {
        let name =
            switch pause.scope {
            case .relay: PauseScope.relayName
            case .transactionalRelay: PauseScope.transactionalRelayName
            case .campaign(let id): catalog.campaignName(id) ?? "a campaign that is gone"
            case .domain(let domain), .transactionalDomain(let domain): domain
            case .warmUp: "warm-up"
            }
        paused = name
        switch pause.scope {
        case .warmUp: canBeResumed = false
        case .campaign(let id): canBeResumed = catalog.campaignName(id) != nil
        case .relay, .transactionalRelay, .domain, .transactionalDomain: canBeResumed = true
        }
        reason = pause.reason.coded.code
        words = pause.words
        since = pause.since.iso8601
        until = pause.until?.iso8601
        if case .restored = pause.reason { isAfterRestore = true } else { isAfterRestore = false }
        let end =
            pause.until.map { "until \(Wording.time($0, clock: clock))" }
            ?? "go on with: " + ShellWord.command("usher resume", [name])
        let whose = pause.scope.isTransactional && !pause.scope.isRelay ? " (transactional mail)" : ""
        text = "\(name)\(whose): \(pause.words(clock: clock)); \(end)"
    }
}

extension Pause {
    /// The reason in words with the moment of a backup on `clock`.
    func words(clock: ZoneClock) -> String {
        guard case .restored(_, let made) = reason, let moment = try? Timestamp(parsing: made, clock: .utc) else {
            return words
        }
        return words.replacing("made \(made)", with: "made \(Wording.time(moment, clock: clock))")
    }
}

extension PauseScope {
    /// The name of the relay in commands, or of the main one of two.
    package static let relayName = "relay"
    /// The name of transactional mail's own relay in commands.
    package static let transactionalRelayName = "transactional-relay"
}
