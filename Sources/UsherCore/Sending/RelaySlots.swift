/// How many messages may be claimed for a relay so that each can start soon: what a kill leaves in doubt is no more
/// than that, however many places there are.
///
/// | 10 connections, and the relay finishes | At most claimed | Places |
/// | --- | --- | --- |
/// | nothing yet, or 1 a second | 10 or 11 | 40 |
/// | 50 a second | 15 | 40 |
/// | 300 a second and more | as many as there are places | 40 and more |
package struct RelaySoon: Hashable, Sendable {
    /// Claimed and not recorded.
    package var most: Int
    /// A claim for fewer is not worth its commit, while messages are under way.
    package var atLeast: Int

    package init(most: Int, atLeast: Int) {
        self.most = most
        self.atLeast = atLeast
    }
}

/// How many messages a relay has places for: those in the dialogues of its ready connections, and those waiting behind
/// them.
package struct RelaySlots: Hashable, Sendable {
    /// Ready connections that take messages.
    package var connections = 0
    /// Free in the dialogues: what comes there is under way at once.
    package var atOnce = 0
    /// Free in the waiting line.
    package var ahead = 0
    /// Free or taken, in dialogues and line together. 0 while no connection is ready.
    package var all = 0

    package init(connections: Int = 0, atOnce: Int = 0, ahead: Int = 0, all: Int = 0) {
        self.connections = connections
        self.atOnce = atOnce
        self.ahead = ahead
        self.all = all
    }

    package var free: Int { atOnce + ahead }

    /// How many messages may be claimed when `unsettled` that were claimed for these connections are not recorded yet:
    /// what the relay has reported and the store has not taken is still in doubt after a kill, and counts as if it held
    /// its place. So do the `onTheWay` that are being composed.
    package func claimable(unsettled: Int, onTheWay: Int = 0) -> Int { max(0, min(free - onTheWay, all - unsettled)) }

    /// How many deliveries may be claimed for a relay that may be slow.
    package func claimable(unsettled: Int, onTheWay: Int, soon: RelaySoon) -> Int {
        min(claimable(unsettled: unsettled, onTheWay: onTheWay), max(0, soon.most - unsettled))
    }

    /// Whether a claim is worth its commit while messages are under way: a slow relay's places are filled a few at a
    /// time.
    package func areWorthFilling(unsettled: Int, onTheWay: Int, soon: RelaySoon) -> Bool {
        guard soon.most < all else { return areWorthFilling(unsettled: unsettled, onTheWay: onTheWay) }
        return claimable(unsettled: unsettled, onTheWay: onTheWay, soon: soon) >= soon.atLeast
    }

    /// Whether that is at least a third of all: enough to fill at once. What waits lasts until then.
    package func areWorthFilling(unsettled: Int, onTheWay: Int = 0) -> Bool {
        claimable(unsettled: unsettled, onTheWay: onTheWay) * 3 >= all
    }
}
