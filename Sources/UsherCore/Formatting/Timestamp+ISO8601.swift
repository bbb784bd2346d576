/// Timestamps as ISO 8601 in UTC, for logs, JSON and notes; by arithmetic alone (proleptic Gregorian calendar).
extension Timestamp {
    /// The moment as `2026-03-02T08:00:00Z`; parts of a second are dropped.
    package var iso8601: String { String(decoding: octets(withMilliseconds: false), as: UTF8.self) }

    /// The moment as `2026-03-02T08:00:00.123Z`: 24 octets for every year from 0 to 9999.
    package var iso8601Milliseconds: [UInt8] { octets(withMilliseconds: true) }

    private func octets(withMilliseconds: Bool) -> [UInt8] {
        let wall = WallTime(milliseconds: milliseconds)
        let rest = Int(wall.millisecondOfDay)
        var text = wall.day.date.octets
        for (mark, number) in [
            (UInt8(ascii: "T"), wall.hour), (UInt8(ascii: ":"), wall.minute), (UInt8(ascii: ":"), rest / 1000 % 60),
        ] {
            text.append(mark)
            Digits.append(number, width: 2, to: &text)
        }
        if withMilliseconds {
            text.append(UInt8(ascii: "."))
            Digits.append(rest % 1000, width: 3, to: &text)
        }
        text.append(UInt8(ascii: "Z"))
        return text
    }
}
