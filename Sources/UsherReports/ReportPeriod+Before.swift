import UsherCore

extension ReportPeriod {
    /// The last `days` days that end today.
    package init(days: Int, now: Timestamp) {
        let today = ZoneClock.utc.wall(at: now).day
        from = today.adding(days: 1 - max(1, days)).date.description
        to = today.date.description
    }

    /// The period of as many days right before this one; nil where that is before the year 1.
    package var before: ReportPeriod? {
        guard let (first, last) = days else { return nil }
        let start = first.adding(days: first.number - last.number - 1)
        guard start.date.year >= 1 else { return nil }
        return ReportPeriod(from: start, to: first.adding(days: -1))
    }

    /// The period of the days of this one that are over: of one that goes on, those until yesterday. Nil where none is.
    package func wholeDays(at now: Timestamp) -> ReportPeriod? {
        guard let (first, last) = days else { return nil }
        let end = min(last, ZoneClock.utc.wall(at: now).day.adding(days: -1))
        return first <= end ? ReportPeriod(from: first, to: end) : nil
    }

    /// How many days the period has; nil for one that was never made from days.
    package var length: Int? { days.map { $0.1.number - $0.0.number + 1 } }

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
