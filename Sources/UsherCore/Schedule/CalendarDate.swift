/// A day of the Gregorian calendar, without a zone.
package struct CalendarDate: Hashable, Sendable, Codable {
    package let year: Int
    package let month: Int
    package let day: Int

    package init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2026-11-22`, whether the calendar has that day or not; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let octets = Array(text.utf8)
        guard octets.count == 10, octets[4] == UInt8(ascii: "-"), octets[7] == UInt8(ascii: "-"),
            let year = Digits.value(octets[..<4]), let month = Digits.value(octets[5..<7]),
            let day = Digits.value(octets[8...])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Whether the calendar has this day: `2026-02-29` is none.
    package var exists: Bool { (1...12).contains(month) && (1...31).contains(day) && CivilDay(self).date == self }
}

extension CalendarDate: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CalendarDate: CustomStringConvertible {
    /// The date as `2026-11-22`.
    package var description: String { String(decoding: octets, as: UTF8.self) }

    /// The date in ten octets, for every year from 0 to 9999.
    var octets: [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(24)
        Digits.append(year, width: 4, to: &octets)
        octets.append(UInt8(ascii: "-"))
        Digits.append(month, width: 2, to: &octets)
        octets.append(UInt8(ascii: "-"))
        Digits.append(day, width: 2, to: &octets)
        return octets
    }
}
