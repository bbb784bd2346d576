import UsherCore

extension RelayPool {
    enum Event {
        /// The owner wants so many connections.
        case wanted(Int)
        case handed([OutgoingMessage])
        case connected(Int, RelayCapabilities, Standing)
        case failed(Int, RelayFault)
        /// The time of `.wait` is over.
        case waited(Int)
        /// Something was read, written or said on a connection.
        case moved(Int, Standing)
        /// The answer to `.offer`: what the connection shows now, and the message when it did not take it.
        case offered(Int, Standing, declined: OutgoingMessage?)
        /// The moment of `.reportSoon` has come.
        case reportDue
        case drain
        case close
    }

    enum Action: Equatable {
        /// Begin this attempt: `.connected` or `.failed` comes of it.
        case connect(Int)
        /// `.waited` is told then.
        case wait(Int, milliseconds: Int)
        case cancelAttempts
        /// `.offered` is the answer.
        case offer(OutgoingMessage, to: Int)
        /// Finish what is under way and say QUIT.
        case drain(Int)
        /// Cut it.
        case close(Int)
        /// One command at a time from now on.
        case lockStep(Int)
        /// It is closed and reported: nothing is told of it any more.
        case forget(Int)
        /// `.reportDue` comes behind what waits already.
        case reportSoon
        case report(RelayEvent)
        /// Nothing is open, opening or closing, and everything is reported.
        case gone
    }

    /// What a connection shows of itself.
    struct Standing: Hashable {
        /// Messages in its dialogue.
        var held: Int
        /// How many more its dialogue takes.
        var room: Int
        /// Takes messages, as far as its dialogue has room.
        var isServing: Bool
        /// How it ended, once it is closed.
        var ending: Ending?
        var pipelining: Dialogue.Pipelining
    }

    enum Ending: Hashable {
        /// Idle, or as agreed: nothing to replace.
        case quiet
        /// While there was work.
        case busy
        /// Before it carried anything.
        case early(RelayFault)
    }

    /// What came of messages, and of the relay's word about pipelining.
    struct Heard {
        var outcomes: [(delivery: DeliveryID, outcome: AttemptOutcome)] = []
        var lockStep = false
    }
}
