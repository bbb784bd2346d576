import NIOCore
import NIOHTTPTypes

/// Whose turn it is among the requests that one connection has sent: one at a time, and none while the client takes
/// nothing. What was read behind it waits here, so that answers are never made for somebody who does not read. Pure.
struct RequestTurns {
    /// Parts that one read of `ConnectionGuard.readOctets` can never hold: more come only from a client that has left.
    static let most = 1024

    private var held = CircularBuffer<HTTPRequestPart>()
    /// The head of a request was passed on, and its answer has not ended.
    private var isOpen = false

    /// Whether nothing waits.
    var isEmpty: Bool { held.isEmpty }
    var isFull: Bool { held.count >= Self.most }

    /// A part that came; `next` has it when it is its turn.
    mutating func take(_ part: HTTPRequestPart) { held.append(part) }

    /// The answer to the request that was open has ended.
    mutating func answered() { isOpen = false }

    /// The connection has ended.
    mutating func forget() { held.removeAll() }

    /// The part whose turn it is, if there is one. `flows`: whether the client takes what is said.
    mutating func next(flows: Bool) -> HTTPRequestPart? {
        guard let part = held.first else { return nil }
        if case .head = part {
            guard flows, !isOpen else { return nil }
            isOpen = true
        }
        return held.removeFirst()
    }
}
