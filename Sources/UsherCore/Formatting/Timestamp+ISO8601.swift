/// ISO 8601 in UTC, for logs, JSON and notes; by arithmetic alone (proleptic Gregorian calendar).
extension Timestamp {
    /// `2026-03-02T08:00:00Z`; parts of a second are dropped.
    package var iso8601: String { String(decoding: octets(withMilliseconds: false), as: UTF8.self) }

    /// `2026-03-02T08:00:00.123Z`: 24 octets for every year from 0 to 9999.
    package var iso8601Milliseconds: [UInt8] { octets(withMilliseconds: true) }

    private func octets(withMilliseconds: Bool) -> [UInt8] {
        let wall = WallTime(milliseconds: milliseconds)
        let rest = Int(wall.millisecondOfDay)
        var text = Array(wall.day.date.description.utf8)
        text.reserveCapacity(24)
        for (mark, number, width) in [
            (UInt8(ascii: "T"), wall.hour, 2), (UInt8(ascii: ":"), wall.minute, 2),
            (UInt8(ascii: ":"), rest / 1000 % 60, 2),
        ] {
            text.append(mark)
            Self.append(number, width, to: &text)
        }
        if withMilliseconds {
            text.append(UInt8(ascii: "."))
            Self.append(rest % 1000, 3, to: &text)
        }
        text.append(UInt8(ascii: "Z"))
        return text
    }

    private static func append(_ number: Int, _ width: Int, to text: inout [UInt8]) {
        let digits = String(number).utf8
        text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count)))
        text.append(contentsOf: digits)
    }
}
