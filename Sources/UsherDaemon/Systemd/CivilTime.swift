import UsherCore

/// A moment as `2026-11-22T10:00:00.123Z`, by arithmetic alone (proleptic Gregorian calendar, UTC).
struct CivilTime: Hashable {
    let year: Int64
    let month: Int64
    let day: Int64
    let hour: Int64
    let minute: Int64
    let second: Int64
    let millisecond: Int64

    init(_ time: Timestamp) {
        let (days, rest) = Self.divide(time.milliseconds, by: 86_400_000)
        hour = rest / 3_600_000
        minute = rest / 60_000 % 60
        second = rest / 1000 % 60
        millisecond = rest % 1000
        // Count from 1 March of the year 0, so that the leap day is the last day of its year.
        let (era, dayOfEra) = Self.divide(days + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// 24 octets for every year from 0 to 9999.
    func append(to line: inout [UInt8]) {
        Self.append(year, width: 4, to: &line)
        line.append(UInt8(ascii: "-"))
        Self.append(month, width: 2, to: &line)
        line.append(UInt8(ascii: "-"))
        Self.append(day, width: 2, to: &line)
        line.append(UInt8(ascii: "T"))
        Self.append(hour, width: 2, to: &line)
        line.append(UInt8(ascii: ":"))
        Self.append(minute, width: 2, to: &line)
        line.append(UInt8(ascii: ":"))
        Self.append(second, width: 2, to: &line)
        line.append(UInt8(ascii: "."))
        Self.append(millisecond, width: 3, to: &line)
        line.append(UInt8(ascii: "Z"))
    }

    private static func append(_ number: Int64, width: Int, to line: inout [UInt8]) {
        let digits = String(number).utf8
        line.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count)))
        line.append(contentsOf: digits)
    }

    /// Rounded down, so that the rest is never negative.
    private static func divide(_ number: Int64, by divisor: Int64) -> (Int64, Int64) {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }
}
