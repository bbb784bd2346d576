import UsherCore

/// The waiting line: messages that are composed and wait for a place in any dialogue, in the order they came.
///
/// A dialogue that gets a place free takes the next message in the same write, instead of after a claim and a commit. All connections share
/// the line, so that one that hangs keeps nothing back.
extension Relay {
    /// Places in the waiting line for each ready connection. What is claimed when the process is killed is in doubt, so this is kept
    /// small: with the dialogue's two, four for each connection.
    static var ahead: Int { 2 }

    /// What it can take now, and in all.
    package var places: RelayPlaces {
        var places = RelayPlaces()
        guard !isDraining else { return places }
        for connection in connections.values where connection.isServing {
            places.atOnce += connection.dialogue.room
            places.ahead += Self.ahead
            places.all += Dialogue.capacity + Self.ahead
        }
        places.ahead = max(0, places.ahead - waiting.count)
        return places
    }

    /// Puts messages at the end of the line, and what may begin into the dialogues, those that hold least first.
    func line(up messages: [OutgoingMessage]) {
        let places = places
        // With a place free in a dialogue the line is empty.
        waiting += messages.prefix(places.free)
        for message in messages.dropFirst(places.free) { news.outcomes.append((message.delivery, .notStarted)) }
        var isPlaced = true
        while isPlaced, !waiting.isEmpty {
            isPlaced = false
            for held in 0..<Dialogue.capacity {
                for connection in connections.values where connection.dialogue.messages.count == held {
                    guard !waiting.isEmpty, connection.dialogue.room > 0 else { continue }
                    connection.offer(waiting.removeFirst(), &news)
                    connection.flush(&news)
                    isPlaced = true
                }
            }
        }
    }

    /// Hands one connection what it has room for. The caller flushes it.
    func refill(_ connection: Connection) {
        while !waiting.isEmpty, connection.dialogue.room > 0 { connection.offer(waiting.removeFirst(), &news) }
    }

    /// What waits goes back.
    func giveBackWaiting() {
        for message in waiting { news.outcomes.append((message.delivery, .notStarted)) }
        waiting = []
    }
}
