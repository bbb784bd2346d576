/// What is to go, in parts of messages, played day by day: with what may go on each, and with what follows from it.
struct MailDay {
    /// One step on the way of somebody's e-mails.
    struct Stop: Hashable {
        /// So many days after the stop before it; of the first one, from today.
        var gap: Int
        var kind: MessageKind
        /// Of those of the stop before it, the part that comes here.
        var reached: Double
        /// Of those, the part that gets it.
        var mailed: Double
    }

    /// So many on one way who stand before one of its stops.
    private struct Place: Hashable {
        var way: Int
        var stop: Int
        var due: Int
    }

    private let ways: [[Stop]]
    private var places: [Place: Double] = [:]

    init(_ counts: [[Stop]: Double]) {
        let sorted = counts.sorted { Self.order($0.key).lexicographicallyPrecedes(Self.order($1.key)) }
        ways = sorted.map(\.key)
        for (way, count) in sorted.map(\.value).enumerated() {
            guard let first = ways[way].first else { continue }
            places[Place(way: way, stop: 0, due: first.gap)] = count
        }
    }

    /// The same sums in the same order, whatever a dictionary does.
    private static func order(_ way: [Stop]) -> [Double] {
        way.flatMap { [Double($0.gap), $0.kind == .marketing ? 0 : 1, $0.reached, $0.mailed] }
    }

    /// What goes on `day`, of those that waited from the beginning and of those that followed, and what is put off to the next.
    mutating func pass(_ day: Int, most: Double?) -> (waiting: Double, following: Double, putOff: Double) {
        var (waiting, following) = (0.0, 0.0)
        var room = most ?? .infinity
        // What follows on the same day is due as well, and marketing waits until orders' mail has gone.
        var isFull = false
        while let due = places.keys.filter({ $0.due <= day && !(isFull && isMarketing($0)) }).map(rank).min(by: <) {
            let now = places.filter { $0.key.due <= day && rank($0.key) == due }
                .sorted { ($0.key.way, $0.key.stop) < ($1.key.way, $1.key.stop) }
            let asked = now.reduce(0) { $0 + $1.value * ways[$1.key.way][$1.key.stop].mailed }
            let isMarketing = due.0 == 1
            let part = isMarketing && asked > room ? max(0, room) / asked : 1
            if isMarketing, part < 1 { isFull = true }
            room -= asked * part
            for (place, count) in now {
                let way = ways[place.way]
                let gone = count * part
                places[place] = part < 1 ? count - gone : nil
                if place.stop == 0 {
                    waiting += gone * way[place.stop].mailed
                } else {
                    following += gone * way[place.stop].mailed
                }
                let next = place.stop + 1
                guard gone > 0, next < way.count else { continue }
                let later = Place(way: place.way, stop: next, due: day + max(0, way[next].gap))
                places[later, default: 0] += gone * way[next].reached
            }
        }
        let putOff = places.reduce(0) { sum, place in
            sum + (place.key.due <= day ? place.value * ways[place.key.way][place.key.stop].mailed : 0)
        }
        return (waiting, following, putOff)
    }

    private func isMarketing(_ place: Place) -> Bool { ways[place.way][place.stop].kind == .marketing }

    private func rank(_ place: Place) -> (Int, Int, Int) {
        isMarketing(place) ? (1, place.due, 0) : (0, 0, place.stop)
    }
}
