/// How many messages a relay has places for: those in the dialogues of its ready connections, and those waiting behind them.
package struct RelayPlaces: Hashable, Sendable {
    /// Free in the dialogues: what comes there is under way at once.
    package var atOnce = 0
    /// Free in the waiting line.
    package var ahead = 0
    /// Free or taken, in dialogues and line together. 0 while no connection is ready.
    package var all = 0

    package var free: Int { atOnce + ahead }

    /// How many messages may be claimed when `unsettled` that were claimed for these connections are not recorded yet: what the relay has
    /// reported and the store has not taken is still in doubt after a kill, and counts as if it held its place.
    package func claimable(unsettled: Int) -> Int { max(0, min(free, all - unsettled)) }

    /// Whether that is at least a third of all: enough to fill at once. What waits lasts until then, because it is half of all.
    package func areWorthFilling(unsettled: Int) -> Bool { claimable(unsettled: unsettled) * 3 >= all }
}
