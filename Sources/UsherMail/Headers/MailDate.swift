import UsherCore

/// The date of RFC 5322 3.3 in UTC: `Sun, 22 Nov 2026 09:30:00 +0000`. By arithmetic, because it is written for every message.
enum MailDate {
    /// 31 octets. Moments before 1970 and after 9999 are written as the nearest that is not.
    static func append(_ moment: Timestamp, to octets: inout [UInt8]) {
        let seconds = min(max(moment.milliseconds, 0) / 1000, 253_402_300_799)
        let (days, time) = (Int(seconds / 86_400), Int(seconds % 86_400))
        let (year, month, day) = civil(days)
        octets.append(contentsOf: weekdays[days % 7])
        two(day, &octets)
        octets.append(contentsOf: months[month - 1])
        two(year / 100, &octets)
        two(year % 100, &octets)
        octets.append(0x20)
        two(time / 3600, &octets)
        octets.append(0x3A)
        two(time / 60 % 60, &octets)
        octets.append(0x3A)
        two(time % 60, &octets)
        octets.append(contentsOf: zone)
    }

    /// Days since 1970-01-01 as a Gregorian date. Counts in eras of 400 years of 146,097 days that begin on 1 March, so that the leap day is
    /// the last of its year.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func two(_ number: Int, _ octets: inout [UInt8]) {
        octets.append(UInt8(0x30 + number / 10))
        octets.append(UInt8(0x30 + number % 10))
    }

    /// From a Thursday, as 1970 began.
    private static let weekdays = ["Thu, ", "Fri, ", "Sat, ", "Sun, ", "Mon, ", "Tue, ", "Wed, "].map { Array($0.utf8) }
    private static let months = [
        " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec ",
    ].map { Array($0.utf8) }
    private static let zone = Array(" +0000".utf8)
}
