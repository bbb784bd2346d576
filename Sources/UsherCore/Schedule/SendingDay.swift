/// A day of the sender's, from midnight to midnight on the shop's clock: what breakers count by.
package struct SendingDay: Hashable, Sendable {
    package let date: CalendarDate
    package let begins: Timestamp

    /// The day of `moment` on this clock.
    package init(at moment: Timestamp, clock: ZoneClock) {
        let day = clock.wall(at: moment).day
        date = day.date
        begins = clock.moment(of: WallTime(day: day, millisecondOfDay: 0))
    }
}
