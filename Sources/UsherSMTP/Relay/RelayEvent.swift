import UsherCore

/// What a relay tells its owner, always on the relay's queue and never twice at once.
package enum RelayEvent: Sendable {
    /// The relay can take this many messages more right now: two per ready connection and the line behind them
    /// (`RelayPace`), less those it holds. Told when a connection gets ready and after outcomes, when there is room.
    case room(Int)
    /// What became of messages given to `send`: each exactly once, several in one batch when several came together.
    case outcomes([(delivery: DeliveryID, outcome: AttemptOutcome)])
    /// A connection is ready: the first since there was none.
    case connected(RelayCapabilities)
    /// No connection could be made, or those there were died before they carried anything. Once for all attempts that
    /// ran at the same time. What to do now `BlockLedger` says; nothing is tried again before `open`.
    case fault(RelayFault)
    /// No connection is ready, and the attempts under way get no answer; another is begun beside them.
    case silent
    /// Some connections serve and the relay refused more, for this reason. No more than these are tried for a minute.
    case limited(to: Int, RelayFault)
    /// The relay offers PIPELINING and cannot do it: from now on one command is sent at a time. Told once.
    case lockStep
}

extension RelayEvent: Equatable {
    package static func == (one: Self, other: Self) -> Bool {
        switch (one, other) {
        case (.room(let one), .room(let other)): one == other
        case (.outcomes(let one), .outcomes(let other)): one.elementsEqual(other, by: ==)
        case (.connected(let one), .connected(let other)): one == other
        case (.fault(let one), .fault(let other)): one == other
        case (.limited(let one, let why), .limited(let other, let reason)): one == other && why == reason
        case (.silent, .silent), (.lockStep, .lockStep): true
        default: false
        }
    }
}
