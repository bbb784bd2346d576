/// What the operator is told of trouble: each once in six hours, and once when it is over.
struct Alarms: Sendable {
    /// What was told of one subject.
    struct Told: Sendable {
        /// Milliseconds of the calendar since the month began.
        var at: Int64
        var isOver: Bool
        /// On the world's clock, and by which daemon.
        var moment: UInt64
        var life: Int
    }

    private(set) var last: [String: Told] = [:]

    private static let pause: Int64 = 6 * 3_600_000

    /// Takes in that something is told, and says what is wrong with that. `remembers`: whether the daemon that told of
    /// it last had certainly written that down.
    mutating func hear(
        _ kind: String, of subject: String, at: Int64, moment: UInt64, life: Int, remembers: (Told) -> Bool
    ) -> String? {
        let before = last[subject].flatMap { remembers($0) ? $0 : nil }
        guard kind == "over" else {
            last[subject] = Told(at: at, isOver: false, moment: moment, life: life)
            guard let before, at - before.at < Self.pause else { return nil }
            return "the operator is told of \(subject) again after \((at - before.at) / 60_000) minutes"
        }
        let wasTold = last[subject] != nil
        last[subject] = Told(at: before?.at ?? at, isOver: true, moment: moment, life: life)
        if !wasTold { return "the operator is told that \(subject) is over, and was never told of it" }
        return before?.isOver == true ? "the operator is told twice that \(subject) is over" : nil
    }
}

extension Witness {
    /// Long enough for two looks of the daemon at what is wrong.
    static let looks: UInt64 = 90_000_000_000

    /// The operator is told that a trouble began, lasts, or is over.
    func hear(_ kind: String, of subject: String) {
        let (elapsed, moment) = now
        note("\(moment) the operator is told: \(kind) \(subject)")
        let wrong = state.withLock { state -> String? in
            let (ends, rests, onBadDisk, life) = (state.ends, state.restedAt, state.onBadDisk, state.life)
            let wrong = state.alarms.hear(kind, of: subject, at: elapsed, moment: moment, life: life) { told in
                guard !onBadDisk.contains(told.life) else { return false }
                guard told.life != life else { return true }
                // It writes down what it told before it goes on.
                if let rested = rests[told.life], rested > told.moment { return true }
                return ends[told.life].map { $0.isStop || $0.moment > told.moment + Self.looks } ?? false
            }
            return state.wasSetAt.isEmpty ? wrong : nil
        }
        if let wrong { fail(wrong) }
    }

    /// The operator resumes a campaign that a breaker has paused, and was told so: by a daemon that had the time.
    func lookForAlarm(of campaign: String?) {
        guard let campaign else { return }
        let moment = now.moment
        let isUntold = state.withLock { state in
            guard let since = state.breakers.paused[campaign], moment > since + Self.looks, state.wasSetAt.isEmpty,
                state.ends.values.allSatisfy({ $0.moment < since }), state.onBadDisk.isEmpty
            else { return false }
            return state.alarms.last["campaign \(campaign)"]?.isOver ?? true
        }
        if isUntold { fail("a breaker pauses \(campaign), and the operator is told nothing") }
    }
}
