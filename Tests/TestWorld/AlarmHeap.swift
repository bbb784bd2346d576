/// Alarms by their time; those of one moment in the order in which they were set.
struct AlarmHeap: Sendable {
    struct Alarm: Sendable {
        /// Nanoseconds.
        let at: UInt64
        fileprivate let number: Int
        let lane: Int
        let work: @Sendable () -> Void

        fileprivate func isBefore(_ other: Alarm) -> Bool { (at, number) < (other.at, other.number) }
    }

    private var alarms: [Alarm] = []
    private var count = 0

    mutating func insert(at moment: UInt64, lane: Int, _ work: @escaping @Sendable () -> Void) {
        count += 1
        alarms.append(Alarm(at: moment, number: count, lane: lane, work: work))
        var child = alarms.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard alarms[child].isBefore(alarms[parent]) else { break }
            alarms.swapAt(child, parent)
            child = parent
        }
    }

    /// When the first is.
    var next: UInt64? { alarms.first?.at }

    /// Takes out those that are `gone`.
    mutating func take(_ gone: (Alarm) -> Bool) -> [Alarm] {
        let taken = alarms.filter(gone)
        alarms.removeAll(where: gone)
        alarms.sort { $0.isBefore($1) }
        return taken
    }

    mutating func popFirst() -> Alarm? {
        guard let first = alarms.first else { return nil }
        let last = alarms.removeLast()
        guard !alarms.isEmpty else { return first }
        alarms[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < alarms.count else { break }
            if child + 1 < alarms.count, alarms[child + 1].isBefore(alarms[child]) { child += 1 }
            guard alarms[child].isBefore(alarms[parent]) else { break }
            alarms.swapAt(child, parent)
            parent = child
        }
        return first
    }
}

/// A queue that takes and gives in constant time.
struct FirstInFirstOut<Element> {
    private var elements: [Element?] = []
    private var head = 0

    var isEmpty: Bool { head == elements.count }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        let element = elements[head]
        elements[head] = nil
        head += 1
        if head == elements.count {
            elements.removeAll(keepingCapacity: true)
            head = 0
        }
        return element
    }
}

extension FirstInFirstOut: Sendable where Element: Sendable {}
