import UsherCore

extension RelayPool {
    enum Event {
        /// The owner wants this many connections.
        case wanted(Int)
        case handed([OutgoingMessage])
        case connected(Int, RelayCapabilities, Standing)
        case failed(Int, RelayFault)
        /// The time that a `.wait` action gave to this attempt is over.
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
        /// Begin the attempt of this number; `.connected` or `.failed` is the event that ends it.
        case connect(Int)
        /// Tell `.waited` of this attempt when the time has passed.
        case wait(Int, milliseconds: Int)
        case cancelAttempts
        /// Offer the message to this connection, and answer with `.offered`.
        case offer(OutgoingMessage, to: Int)
        /// Have this connection finish what is under way and say QUIT.
        case drain(Int)
        /// Cut this connection.
        case close(Int)
        /// Have this connection send one command at a time from now on.
        case lockStep(Int)
        /// Let go of this connection: it is closed and reported, and nothing is told of it any more.
        case forget(Int)
        /// Tell `.reportDue` behind what the lane holds already.
        case reportSoon
        case report(RelayEvent)
        /// Nothing is open, opening or closing, and everything is reported.
        case gone
    }

    /// The state that a connection shows to the pool.
    struct Standing: Hashable {
        /// How many messages its dialogue holds.
        var held: Int
        /// How many more messages its dialogue takes.
        var room: Int
        /// Whether it takes messages, as far as its dialogue has room.
        var isServing: Bool
        /// How the connection ended; nil while it is open.
        var ending: Ending?
        var pipelining: Dialogue.Pipelining
    }

    enum Ending: Hashable {
        /// It was idle, or ended as agreed: there is nothing to replace.
        case quiet
        /// It ended while there was work.
        case busy
        /// It ended before it carried anything.
        case early(RelayFault)
    }

    /// What came of messages, and of the relay's word about pipelining.
    struct Heard {
        var outcomes: [(delivery: DeliveryID, outcome: AttemptOutcome)] = []
        var lockStep = false
    }
}
