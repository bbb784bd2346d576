extension Recount {
    /// No marketing begins any more on a day on which as many messages have gone as a relay that is being warmed up is
    /// to get. What was tried first on the day on which it was made certainly began on it.
    mutating func warmUp() throws {
        guard let warmUp = choice.warmUp, witness.wasSetAt.isEmpty else { return }
        var first: Int64?
        var (today, tried, marketing): (Int64, [Int64], Int64) = (.min, [], 0)
        for row in try books.rows(
            """
            SELECT composed_at, first_attempt_at, kind = 'marketing' FROM deliveries
            WHERE first_attempt_at IS NOT NULL AND composed_at IS NOT NULL ORDER BY first_attempt_at, id
            """)
        {
            guard let made = row[0].flatMap({ Int64($0) }), let at = row[1].flatMap({ Int64($0) }) else { continue }
            let day = at / Story.day
            if first == nil { first = made / Story.day }
            if day != today { (today, tried, marketing) = (day, [], 0) }
            guard made / Story.day == day else { continue }
            tried.append(at)
            guard row[2] == "1" else { continue }
            marketing += 1
            let most = most(warmUp, after: day - (first ?? day))
            let before = tried.count { $0 < made }
            guard marketing > most || before >= most else { continue }
            say("\(most) may go that day of the warm-up; marketing goes on after \(before), among it \(marketing) such")
        }
    }

    /// Twice as many after so many days, and evenly between.
    private func most(_ warmUp: MonthHome.WarmUp, after days: Int64) -> Int64 {
        let every = Int64(warmUp.doublesEvery)
        let base = Int64(warmUp.firstDay) << min(days / every, 30)
        return base + base * (days % every) / every
    }
}
