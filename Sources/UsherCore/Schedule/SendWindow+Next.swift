extension SendWindow {
    /// The first moment from `moment` on at which the wall is inside the window: `moment` itself when it is.
    ///
    /// Looks at what the wall really shows, from one change of the clocks to the next: a window that falls into a gap
    /// does not open that day, and one that the clocks are set back out of opens a second time.
    package func next(from moment: Timestamp, clock: ZoneClock) -> Timestamp {
        var moment = moment
        while true {
            let offset = clock.offset(at: moment)
            let wall = nextWall(from: WallTime(milliseconds: moment.milliseconds + offset))
            let opening = Timestamp(milliseconds: wall.milliseconds - offset)
            guard let change = clock.nextChange(after: moment), opening >= change else { return opening }
            moment = change
        }
    }

    /// The next time inside the window, on a wall whose clock is never changed.
    private func nextWall(from wall: WallTime) -> WallTime {
        let today = wall.day
        if weekdays.contains(today.weekday) {
            let time = wall.millisecondOfDay
            if time < opens { return WallTime(day: today, time: from) }
            if time < closes { return wall }
        }
        let ahead = (1...7).first { weekdays.contains(today.adding(days: $0).weekday) } ?? 7
        return WallTime(day: today.adding(days: ahead), time: from)
    }

    private var opens: Int64 { Int64(from.minutes) * 60_000 }
    private var closes: Int64 { Int64(to.minutes) * 60_000 }
}
