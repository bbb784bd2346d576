/// What is to go, in parts of messages, played day by day: with what may go on each, and with what follows from it.
struct MailDay {
    /// One step on the way of somebody's e-mails.
    struct Stop: Hashable {
        /// How many days it is after the stop before it; of the first stop, from today.
        var gap: Int
        var kind: MessageKind
        /// Whether it goes on no day on which the send window is shut.
        var keepsWindow = false
        /// The part of those of the stop before it that comes here.
        var reached: Double
        /// The part of those that gets it.
        var mailed: Double
    }

    /// The number of messages that a day lets go.
    struct Room {
        /// Whether the send window is open on it.
        var isOpen = true
        /// How many may go of all; nil without a bound. Orders' mail goes all the same, and takes of it.
        var most: Double?
        /// How many may go to each group: as many as there are `shares`.
        var mostOfGroup: [Double] = []
    }

    /// The people on one way who stand before one of its stops.
    private struct Place: Hashable {
        var way: Int
        var stop: Int
        var due: Int
        /// The group they are in; nil for those who are in none.
        var group: Int?
    }

    private let ways: [[Stop]]
    private var places: [Place: Double] = [:]

    /// Takes the people on each way. `shares`: the part of everybody who is in each group, by recipient domain, on each
    /// way the same.
    init(_ counts: [[Stop]: Double], shares: [Double] = []) {
        let sorted = counts.sorted { Self.order($0.key).lexicographicallyPrecedes(Self.order($1.key)) }
        ways = sorted.map(\.key)
        let rest = max(0, 1 - shares.reduce(0, +))
        for (way, count) in sorted.map(\.value).enumerated() {
            guard let first = ways[way].first else { continue }
            places[Place(way: way, stop: 0, due: first.gap, group: nil)] = count * rest
            for (group, share) in shares.enumerated() {
                places[Place(way: way, stop: 0, due: first.gap, group: group)] = count * share
            }
        }
    }

    /// The order of ways: the same sums in the same order, whatever a dictionary does.
    private static func order(_ way: [Stop]) -> [Double] {
        way.flatMap { [Double($0.gap), $0.kind == .marketing ? 0 : 1, $0.keepsWindow ? 0 : 1, $0.reached, $0.mailed] }
    }

    /// What goes on `day`, of those that waited from the beginning and of those that followed, and what might go on it
    /// and is put off.
    mutating func pass(_ day: Int, _ room: Room) -> (waiting: Double, following: Double, putOff: Double) {
        var (waiting, following) = (0.0, 0.0)
        var left = room
        // What was not all let go waits until tomorrow.
        var stuck: Set<Place> = []
        // What follows on the same day is due as well, and marketing waits until orders' mail has gone.
        while let rank = places.keys.filter({ isDue($0, day, room) && !stuck.contains($0) }).map(rank).min(by: <) {
            let now = places.keys.filter { isDue($0, day, room) && !stuck.contains($0) && self.rank($0) == rank }
                .sorted { ($0.way, $0.stop, $0.group ?? -1) < ($1.way, $1.stop, $1.group ?? -1) }
            let parts = parts(of: now, &left)
            for place in now {
                let (way, count) = (ways[place.way], places[place] ?? 0)
                let part = parts[place.group] ?? 1
                let gone = count * part
                places[place] = part < 1 ? count - gone : nil
                if part < 1 { stuck.insert(place) }
                if place.stop == 0 {
                    waiting += gone * way[place.stop].mailed
                } else {
                    following += gone * way[place.stop].mailed
                }
                let next = place.stop + 1
                guard gone > 0, next < way.count else { continue }
                let later = Place(way: place.way, stop: next, due: day + max(0, way[next].gap), group: place.group)
                places[later, default: 0] += gone * way[next].reached
            }
        }
        let putOff = places.reduce(0) { sum, place in
            sum + (isDue(place.key, day, room) ? place.value * ways[place.key.way][place.key.stop].mailed : 0)
        }
        return (waiting, following, putOff)
    }

    /// The part of each group that goes, of places of one rank. Takes it from what is `left`.
    private func parts(of now: [Place], _ left: inout Room) -> [Int?: Double] {
        var asked: [Int?: Double] = [:]
        for place in now {
            asked[place.group, default: 0] += (places[place] ?? 0) * ways[place.way][place.stop].mailed
        }
        var parts: [Int?: Double] = [:]
        let isBounded = now.first.map(isMarketing) ?? false
        for (group, count) in asked {
            let most = group.flatMap { left.mostOfGroup.indices.contains($0) ? left.mostOfGroup[$0] : nil } ?? .infinity
            parts[group] = isBounded && count > most ? max(0, most) / count : 1
        }
        func sum() -> Double { asked.keys.map { $0 ?? -1 }.sorted().reduce(0) { $0 + go($1) } }
        func go(_ group: Int) -> Double {
            let group = group < 0 ? nil : group
            return (asked[group] ?? 0) * (parts[group] ?? 1)
        }
        if isBounded, let most = left.most, sum() > most {
            let part = max(0, most) / sum()
            for group in parts.keys { parts[group, default: 1] *= part }
        }
        left.most = left.most.map { $0 - sum() }
        for group in left.mostOfGroup.indices { left.mostOfGroup[group] -= go(group) }
        return parts
    }

    private func isDue(_ place: Place, _ day: Int, _ room: Room) -> Bool {
        place.due <= day && (room.isOpen || !ways[place.way][place.stop].keepsWindow)
    }

    private func isMarketing(_ place: Place) -> Bool { ways[place.way][place.stop].kind == .marketing }

    private func rank(_ place: Place) -> (Int, Int, Int) {
        isMarketing(place) ? (1, place.due, 0) : (0, 0, place.stop)
    }
}
