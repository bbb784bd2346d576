import UsherCore

extension ReportPeriod {
    /// The last `days` days that end today.
    package init(days: Int, now: Timestamp) {
        let today = ZoneClock.utc.wall(at: now).day
        from = today.adding(days: 1 - max(1, days)).date.description
        to = today.date.description
    }

    /// As many days, right before these. Nil where that is before the year 1.
    package var before: ReportPeriod? {
        guard let (first, last) = days else { return nil }
        let start = first.adding(days: first.number - last.number - 1)
        guard start.date.year >= 1 else { return nil }
        return ReportPeriod(from: start, to: first.adding(days: -1))
    }

    /// How much of the time of this period and the one before it this one has had at `now`: a half when it is over, and
    /// less while it is not; 0 before it begins.
    package func share(at now: Timestamp) -> Double {
        guard let (first, last) = days else { return 0 }
        let whole = Int64(last.number - first.number + 1) * 86_400_000
        let had = min(whole, max(0, now.milliseconds - Int64(first.number) * 86_400_000))
        return had > 0 ? Double(had) / Double(had + whole) : 0
    }

    /// How many days it has; nil for what was never made from days.
    package var length: Int? { days.map { $0.1.number - $0.0.number + 1 } }

    /// Whether its last day is over.
    package func isOver(at now: Timestamp) -> Bool {
        guard let (_, last) = days else { return true }
        return now.milliseconds >= Int64(last.number + 1) * 86_400_000
    }

    private init(from: CivilDay, to: CivilDay) {
        self.from = from.date.description
        self.to = to.date.description
    }

    private var days: (CivilDay, CivilDay)? {
        guard let first = try? Timestamp(parsing: from, clock: .utc),
            let last = try? Timestamp(parsing: to, clock: .utc)
        else { return nil }
        return (ZoneClock.utc.wall(at: first).day, ZoneClock.utc.wall(at: last).day)
    }
}
