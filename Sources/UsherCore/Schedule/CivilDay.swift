/// A day of the proleptic Gregorian calendar as a number, so that adding days is adding numbers.
package struct CivilDay: Hashable, Comparable, Sendable {
    /// The number of days since 1970-01-01; negative before.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// Days past the end of a month run into the next one: 31 April is 1 May.
    ///
    /// Counts years from March, so that the leap day is the last day of its year.
    package init(_ date: CalendarDate) {
        let year = date.month <= 2 ? date.year - 1 : date.year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    package var date: CalendarDate {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return CalendarDate(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The weekday: 1 is Monday, 7 is Sunday (ISO 8601).
    package var weekday: Int {
        let sinceThursday = (number % 7 + 7) % 7
        return (sinceThursday + 3) % 7 + 1
    }

    package func adding(days: Int) -> CivilDay { CivilDay(number: number + days) }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
