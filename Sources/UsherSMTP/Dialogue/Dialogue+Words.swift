import UsherCore

extension Dialogue {
    /// What a dialogue needs to know of a message.
    struct Offer: Hashable {
        let delivery: DeliveryID
        /// The size of the message, in octets.
        let size: Int
        let needsSMTPUTF8: Bool
        /// Whether the connection has been idle for so long that the server may have given it up.
        let afterIdle: Bool
    }

    enum Event: Hashable {
        case offered(Offer)
        case reply(Reply)
        /// What was read is no SMTP reply.
        case malformed(LossReason)
        /// The body and its final dot were handed to the socket.
        case bodyWritten
        /// The gate did not let the body start; this is what became of the message.
        case stopped(AttemptOutcome)
        /// The time that the latest `.deadline` action gave is over.
        case deadline
        case closed(LossReason)
        /// Another connection found out that the relay cannot pipeline.
        case lockStep
        case drain
    }

    enum Action: Hashable {
        case write(Command)
        /// Write the body and its final dot. The gate is asked right before the first octet; on a no nothing is written
        /// and `.stopped` is the next event.
        case writeBody(DeliveryID)
        /// From now on, the server has the time that belongs to this phase.
        case deadline(WirePhase)
        case outcome(DeliveryID, AttemptOutcome)
        /// This connection found out that the relay cannot pipeline.
        case lockStep
        case close
    }

    enum Command: Hashable {
        case mail(DeliveryID), rcpt(DeliveryID), data
        /// A final dot alone: the end of a message that was never begun, after DATA was accepted for nobody.
        case dot
        case rset, quit
    }

    /// A command whose answer is due.
    enum Awaited: Hashable {
        case mail, rcpt, data, dot
        /// The answer to a final dot alone, which means nothing, whatever it is.
        case loneDot
        case rset, quit

        var phase: WirePhase {
            switch self {
            case .mail: .mail
            case .rcpt: .rcpt
            case .data: .data
            case .dot, .loneDot: .dot
            case .rset: .rset
            case .quit: .quit
            }
        }

        /// Whether a server may answer this command with `code`: 2xx, 354 to DATA alone, or a refusal.
        func fits(_ code: Int) -> Bool {
            switch self {
            case .mail, .rcpt, .dot: code < 300 || code >= 400
            case .data: code == 354 || code >= 400
            case .loneDot, .rset, .quit: true
            }
        }
    }

    /// How far the relay's offer of PIPELINING has proved true, best last. A relay is suspected only before it has.
    enum Pipelining: Int, Comparable {
        /// PIPELINING was not offered, or found not to work.
        case refused
        case offered
        /// A group of MAIL, RCPT and DATA was answered in full.
        case groups
        /// Such a group was also answered in full when it followed a body in the same write.
        case chains

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// A message and how far it has come.
    struct Held: Hashable {
        enum Stage: Hashable {
            case waiting
            /// MAIL was written, perhaps RCPT and DATA.
            case opened
            /// DATA was accepted; the body and the dot are on their way to the socket.
            case body
            /// The final dot was handed to the socket.
            case dotted
        }

        let offer: Offer
        var stage = Stage.waiting
        /// Whether MAIL, RCPT and DATA went out together.
        var isGrouped = false
        /// Whether these three went out behind a body that was not answered yet.
        var isChained = false
        /// Whether another transaction came before this one on the connection.
        var follows = false
        /// The first refusal within the group, while its other answers are still due.
        var refusal: Refusal?

        init(_ offer: Offer) { self.offer = offer }
    }

    struct Refusal: Hashable {
        let phase: WirePhase
        let reply: Reply

        var outcome: AttemptOutcome { .refused(phase, reply) }
    }
}

extension Dialogue.Event {
    /// Whether the gate stopped a body.
    var isStop: Bool {
        if case .stopped = self { true } else { false }
    }
}
