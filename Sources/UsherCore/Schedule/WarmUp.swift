/// How a relay gets to know a sender that is new to it: few messages on the first day, more on each that follows.
/// Providers take a flood from somebody unknown for spam, and remember it.
package struct WarmUp: Hashable, Sendable {
    /// How many messages go on the first day at most.
    package var firstDay: Int
    /// The number of days after which twice as many may go in a day.
    package var doublesEvery: Int

    /// The number of messages in a day from which on nothing is held back any more.
    static let enough = 1_000_000

    package init(firstDay: Int, doublesEvery: Int) {
        self.firstDay = firstDay
        self.doublesEvery = doublesEvery
    }

    /// How many messages may go on a day, of which the first is 1; nil once it is over. From one doubling to the next
    /// it grows by the same number each day: with `50` and `2 days`, 50, 75, 100, 150, 200, 300.
    package func most(onDay day: Int) -> Int? {
        let every = max(1, doublesEvery)
        let gone = max(0, day - 1)
        guard gone / every < 20 else { return nil }
        let base = max(1, min(firstDay, Self.enough)) << (gone / every)
        let most = base + base * (gone % every) / every
        return most < Self.enough ? most : nil
    }

    /// The day at `now`, `gone` messages into it. `began` is nil before the first message.
    package func day(at now: Timestamp, began: WarmUpStart?, gone: Int, clock: ZoneClock) -> WarmUpDay {
        let today = clock.wall(at: now).day
        // Before its first day after the calendar was set back: that is its first day too.
        let number = max(1, today.number - (began?.day ?? today).number + 1)
        return WarmUpDay(
            number: number, most: most(onDay: number), gone: gone,
            begins: clock.moment(of: WallTime(day: today, millisecondOfDay: 0)),
            ends: clock.moment(of: WallTime(day: today.adding(days: 1), millisecondOfDay: 0)))
    }

    /// How many days after `day` the last of `waiting` messages may go that are due and held back; 0 is that day
    /// itself.
    package func daysUntilThrough(_ waiting: Int, after day: WarmUpDay) -> Int {
        guard day.most != nil else { return 0 }
        var left = waiting - day.room
        var days = 0
        while left > 0 {
            days += 1
            guard let most = most(onDay: day.number + days) else { break }
            left -= most
        }
        return days
    }
}

/// One day of a warm-up, from midnight to midnight on the shop's clock.
package struct WarmUpDay: Hashable, Sendable {
    /// The number of the day: 1 is that of the first message.
    package var number: Int
    /// How many messages may begin on it; nil once the warm-up is over.
    package var most: Int?
    package var gone: Int
    package var begins: Timestamp
    package var ends: Timestamp

    /// How many messages may still begin.
    package var room: Int { most.map { max(0, $0 - gone) } ?? .max }

    package func contains(_ moment: Timestamp) -> Bool { begins <= moment && moment < ends }
}

/// The beginning of the warm-up of a relay. Another relay begins anew.
package struct WarmUpStart: Hashable, Sendable {
    package let day: CivilDay
    package let relay: String

    package init(day: CivilDay, relay: String) {
        self.day = day
        self.relay = relay
    }

    /// The name of the note under which a store keeps it.
    package static let note = "warm_up"

    /// Reads `2026-11-22 smtp.example.org`; nil for anything else.
    package init?(text: String) {
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let date = CalendarDate(words[0]), date.exists else { return nil }
        self.init(day: CivilDay(date), relay: String(words[1]))
    }

    package var text: String { "\(day.date) \(relay)" }
}
