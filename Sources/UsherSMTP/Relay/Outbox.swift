import UsherCore

/// What waits to be written on one connection, as one run of octets; and where in it a body begins and ends.
///
/// The octets being written are never moved while a write is unfinished, because TLS wants them again at the same
/// address: what comes meanwhile waits in a second buffer.
struct Outbox {
    /// The body in the buffer. There is at most one: the next is written only after the answer to this one's dot.
    struct Body {
        let delivery: DeliveryID
        let start: Int
        /// The offset behind the final dot.
        let end: Int
    }

    private var buffer: [UInt8] = []
    private var later: [UInt8] = []
    private var written = 0
    private var isStarted = false
    private(set) var body: Body?

    var isEmpty: Bool { written == buffer.count }

    /// Whether the next octet to go is the first of a body: then its gate is asked.
    var bodyToStart: DeliveryID? { body.flatMap { $0.start == written ? $0.delivery : nil } }

    mutating func append(_ write: (inout [UInt8]) -> Void) {
        if isStarted { write(&later) } else { write(&buffer) }
    }

    mutating func append(body message: OutgoingMessage) {
        let start = buffer.count
        buffer.append(contentsOf: message.bytes)
        CommandBytes.append(CommandBytes.dot, to: &buffer)
        body = Body(delivery: message.delivery, start: start, end: buffer.count)
    }

    /// Hands the octets that may go now to `send`: up to the start of a body that has not begun, else all.
    func withNext<Result>(_ send: (UnsafeRawBufferPointer) -> Result) -> Result {
        let end = body.map { $0.start > written ? $0.start : buffer.count } ?? buffer.count
        return buffer.withUnsafeBytes { send(UnsafeRawBufferPointer(rebasing: $0[written..<end])) }
    }

    /// Notes that a write could not be finished.
    mutating func stall() { isStarted = true }

    /// Notes that `count` octets were written. True when a body and its final dot have now been written whole.
    mutating func advance(by count: Int) -> Bool {
        isStarted = false
        written += count
        let isBodyGone = body.map { $0.end <= written } ?? false
        if isBodyGone { body = nil }
        if written == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            swap(&buffer, &later)
            written = 0
        }
        return isBodyGone
    }
}
