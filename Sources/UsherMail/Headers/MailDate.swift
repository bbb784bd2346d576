import UsherCore

/// The date of RFC 5322 3.3 in UTC: `Sun, 22 Nov 2026 09:30:00 +0000`. By arithmetic, because it is written for every
/// message.
enum MailDate {
    /// Appends a date, which takes 31 octets. Moments before 1970 and after 9999 are written as the nearest that is
    /// not.
    static func append(_ moment: Timestamp, to octets: inout [UInt8]) {
        let seconds = min(max(moment.milliseconds, 0) / 1000, 253_402_300_799)
        let (days, time) = (Int(seconds / 86_400), Int(seconds % 86_400))
        let date = CivilDay(number: days).date
        octets.append(contentsOf: weekdays[days % 7])
        Digits.append(date.day, width: 2, to: &octets)
        octets.append(contentsOf: months[date.month - 1])
        Digits.append(date.year, width: 4, to: &octets)
        octets.append(0x20)
        Digits.append(time / 3600, width: 2, to: &octets)
        octets.append(0x3A)
        Digits.append(time / 60 % 60, width: 2, to: &octets)
        octets.append(0x3A)
        Digits.append(time % 60, width: 2, to: &octets)
        octets.append(contentsOf: zone)
    }

    /// The names of the days from Thursday on, on which 1970 began.
    private static let weekdays = ["Thu, ", "Fri, ", "Sat, ", "Sun, ", "Mon, ", "Tue, ", "Wed, "].map { Array($0.utf8) }
    private static let months = [
        " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec ",
    ].map { Array($0.utf8) }
    private static let zone = Array(" +0000".utf8)
}
