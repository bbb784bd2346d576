import UsherCore

/// A line of a simulated calendar: a message, or something that the person did.
package enum SimulatedLine: Sendable, Hashable {
    case message(SimulatedMessage)
    case event(SimulatedEvent)

    /// All messages and events of one life, in order of time. What follows from an event at once comes after it.
    static func inOrder(_ outcome: Simulator.Outcome) -> [SimulatedLine] {
        var messages = outcome.messages[...]
        var lines: [SimulatedLine] = []
        for event in outcome.events {
            while let message = messages.first, message.at < event.at {
                lines.append(.message(message))
                messages.removeFirst()
            }
            lines.append(.event(event))
        }
        return lines + messages.map(SimulatedLine.message)
    }

    package var texts: [String] {
        switch self {
        case .message(let message): [message.line]
        case .event(let event): event.lines
        }
    }
}

extension SimulatedLine: Encodable {
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .message(let message): try message.encode(to: encoder)
        case .event(let event): try event.encode(to: encoder)
        }
    }
}
