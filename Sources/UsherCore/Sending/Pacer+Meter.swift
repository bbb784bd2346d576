extension Pacer {
    /// One limit: what went in the current second, and how far the coming seconds are given away.
    struct Meter: Sendable {
        /// The last second with a place given away, and how many.
        private struct Tail {
            var second: Int64 = .min
            var given: Int64 = 0
        }

        /// The pattern of open seconds repeats after so many.
        private static let period: Int64 = 1_000_000

        /// Messages in a thousand seconds.
        private let rate: Int64
        private var second: Int64 = .min
        private var went: Int64 = 0
        private var urgent = Tail()
        private var patient = Tail()

        /// Between one in a thousand seconds and a million a second.
        init(perSecond: Double) {
            let bounded = perSecond.isFinite ? min(max(perSecond, 0.001), 1_000_000) : 1_000_000
            rate = Int64((bounded * 1000).rounded())
        }

        /// How many messages may go in a second: 2.5 a second is 2 and 3 in turn.
        func capacity(_ second: Int64) -> Int64 {
            let phase = second % Self.period
            return (phase + 1) * rate / 1000 - phase * rate / 1000
        }

        func hasRoom(in second: Int64) -> Bool { (second == self.second ? went : 0) < capacity(second) }

        mutating func count(in second: Int64) {
            went = second == self.second ? went + 1 : 1
            self.second = second
        }

        /// The first second from `second` on in which anything may go.
        func nextOpen(from second: Int64) -> Int64 {
            if capacity(second) > 0 { return second }
            let phase = second % Self.period
            let gone = phase * rate / 1000
            return second - phase + ((gone + 1) * 1000 + rate - 1) / rate - 1
        }

        /// The first second after `second` that has a place left to give away.
        func next(after second: Int64, _ kind: MessageKind) -> Int64 {
            let tail = kind == .transactional ? urgent : patient
            guard tail.second > second else { return nextOpen(from: second + 1) }
            return tail.given < capacity(tail.second) ? tail.second : nextOpen(from: tail.second + 1)
        }

        /// Gives a place in `second` away, and every place before it. Returns the place's milliseconds after the second
        /// begins.
        mutating func give(_ second: Int64, _ kind: MessageKind) -> Int64 {
            if kind == .transactional {
                urgent = Self.given(second, after: urgent)
                return 0
            }
            patient = Self.given(second, after: patient)
            return 100 + 800 * (patient.given - 1) / max(1, capacity(second))
        }

        private static func given(_ second: Int64, after tail: Tail) -> Tail {
            Tail(second: second, given: tail.second == second ? tail.given + 1 : 1)
        }

        func isBusy(in second: Int64) -> Bool {
            self.second >= second || urgent.second >= second || patient.second >= second
        }
    }
}
