import UsherCore

/// The waiting line: messages that are composed and wait for a place in any dialogue, in the order they came.
///
/// A dialogue that gets a place free takes the next message in the same write, instead of after a claim and a commit. All connections share
/// the line, so that one that hangs keeps nothing back.
extension Relay {
    /// For each connection that serves: what its dialogue and the line take at most.
    private static var longestLine: Int { Dialogue.capacity + RelayPace.most }

    /// What it can take now, and in all.
    package var places: RelayPlaces {
        var places = RelayPlaces()
        guard !isDraining else { return places }
        for connection in connections.values where connection.isServing {
            places.atOnce += connection.dialogue.room
            places.connections += 1
        }
        let line = pace.line(for: places.connections, at: Connection.now)
        places.ahead = max(0, line - waiting.count)
        places.all = places.connections * Dialogue.capacity + max(line, waiting.count)
        return places
    }

    /// How many of the places may be filled so that each message can start soon.
    package var soon: RelaySoon {
        pace.soon(for: connections.values.count { $0.isServing }, at: Connection.now)
    }

    /// Puts messages at the end of the line, and what may begin into the dialogues, those that hold least first.
    func line(up messages: [OutgoingMessage]) {
        // The line may have become shorter since its room was told: what was claimed for it is taken all the same.
        let room = isDraining ? 0 : max(0, connections.values.count { $0.isServing } * Self.longestLine - waiting.count)
        waiting += messages.prefix(room)
        for message in messages.dropFirst(room) { news.outcomes.append((message.delivery, .notStarted)) }
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
