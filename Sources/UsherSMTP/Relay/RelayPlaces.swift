/// How many messages a relay has places for: those in the dialogues of its ready connections, and those waiting behind them.
package struct RelayPlaces: Hashable, Sendable {
    /// Ready connections that take messages.
    package var connections = 0
    /// Free in the dialogues: what comes there is under way at once.
    package var atOnce = 0
    /// Free in the waiting line.
    package var ahead = 0
    /// Free or taken, in dialogues and line together. 0 while no connection is ready.
    package var all = 0

    package var free: Int { atOnce + ahead }

    /// How many messages may be claimed when `unsettled` that were claimed for these connections are not recorded yet: what the relay has
    /// reported and the store has not taken is still in doubt after a kill, and counts as if it held its place. So do the `onTheWay` that
    /// are being composed.
    package func claimable(unsettled: Int, onTheWay: Int = 0) -> Int { max(0, min(free - onTheWay, all - unsettled)) }

    /// Whether that is at least a third of all: enough to fill at once. What waits lasts until then.
    package func areWorthFilling(unsettled: Int, onTheWay: Int = 0) -> Bool {
        claimable(unsettled: unsettled, onTheWay: onTheWay) * 3 >= all
    }
}
