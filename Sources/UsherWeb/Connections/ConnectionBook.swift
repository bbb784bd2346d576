/// Which connections there are, and which one yields when there are too many. Pure.
struct ConnectionBook<ID: Hashable & Sendable>: Sendable {
    private let limit: Int
    /// Since when each waits for its client; nil inside while the client waits for us.
    private var connections: [ID: Double?] = [:]

    init(limit: Int) { self.limit = limit }

    var count: Int { connections.count }

    /// A new connection. Says which one to close for it: the one that waits for its client longest; the new one itself
    /// when every other is being answered; nil while there is room.
    mutating func open(_ id: ID, now: Double) -> ID? {
        defer { connections[id] = .some(now) }
        guard connections.count >= limit else { return nil }
        let idle = connections.compactMap { id, since in since.map { (id, $0) } }
        return idle.min { $0.1 < $1.1 }?.0 ?? id
    }

    mutating func update(_ id: ID, waitingSince: Double?) {
        if connections[id] != nil { connections[id] = .some(waitingSince) }
    }

    mutating func close(_ id: ID) { connections[id] = nil }
}
