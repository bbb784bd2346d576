import UsherCore

/// One message that a simulated person got, or did not get.
package struct SimulatedMessage: Sendable, Hashable {
    package let at: Timestamp
    package let clock: ZoneClock
    package let address: String
    package let name: MessageName
    package let state: DeliveryState
    /// The code of why it was not sent (`DeliveryReason`); nil for a message that was sent, and for somebody who did
    /// not even enter.
    package let reason: String?
    package let words: String?

    /// Whether this stands for an entry that was refused: nothing of the campaign comes.
    var isRefusal: Bool { name.name == Self.refusal }
    package static let refusal = "-"
}

extension SimulatedMessage: Encodable {
    private enum Key: String, CodingKey {
        case at, local, address, message, state, reason, words
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(at.iso8601, forKey: .at)
        try container.encode(Wording.wall(clock.wall(at: at)), forKey: .local)
        try container.encode(address, forKey: .address)
        try container.encode(name.description, forKey: .message)
        try container.encode(state, forKey: .state)
        try container.encodeIfPresent(reason, forKey: .reason)
        try container.encodeIfPresent(words, forKey: .words)
    }
}

extension SimulatedMessage {
    /// The line of a calendar: `Mon 2026-11-23 09:30 Pacific/Auckland (...)  welcome/download`.
    package var line: String {
        let what = state == .sent ? "" : "  \(state.rawValue): \(words ?? "")"
        return "  \(Wording.time(at, clock: clock))  \(name)\(what)"
    }
}

extension Plan {
    /// The name of a row's message.
    package func name(of row: DeliveryRow) -> MessageName {
        guard let campaign = row.campaign, let step = row.step else {
            return MessageName(campaign: nil, name: row.notice ?? "notice")
        }
        return MessageName(
            campaign: campaigns[campaign]?.name ?? catalog.campaignName(campaign) ?? "?",
            name: place(step)?.step.name ?? catalog.stepName(step, in: campaign) ?? "?")
    }
}
