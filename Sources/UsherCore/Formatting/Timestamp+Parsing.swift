extension Timestamp {
    /// A moment as people and programs write it:
    ///
    /// | Text | Means |
    /// | --- | --- |
    /// | `2026-12-01` | the first moment of that day on `clock` |
    /// | `2026-12-01 09:00`, `2026-12-01T09:00:30` | that time on `clock` |
    /// | `2026-12-01T09:00Z`, `2026-12-01T09:00:30.5+01:00` | that moment, wherever (RFC 3339), to the millisecond |
    package init(parsing text: String, clock: ZoneClock) throws(Misreading) {
        guard let moment = Self.read(text.trimmed, clock: clock) else {
            throw Misreading(
                "'\(PlainText.shown(text))' is not a moment; write for example '2026-12-01 09:00' or '2026-12-01T09:00:00Z'"
            )
        }
        self = moment
    }

    private static func read(_ text: Substring, clock: ZoneClock) -> Timestamp? {
        let octets = Array(text.utf8)
        guard let date = CalendarDate(String(decoding: octets.prefix(10), as: UTF8.self)), date.exists else {
            return nil
        }
        let day = CivilDay(date)
        var rest = octets[10...]
        if rest.isEmpty { return clock.moment(of: WallTime(day: day, millisecondOfDay: 0)) }
        guard let separator = rest.popFirst(), separator == 0x20 || separator | 0x20 == 0x74,
            let hour = takeNumber(&rest),
            hour < 24, rest.popFirst() == 0x3A, let minute = takeNumber(&rest), minute < 60
        else { return nil }
        guard let inMinute = takeSeconds(&rest) else { return nil }
        let wall = WallTime(day: day, millisecondOfDay: Int64(hour * 60 + minute) * 60_000 + inMinute)
        if rest.isEmpty { return clock.moment(of: wall) }
        guard let offset = offset(rest) else { return nil }
        return Timestamp(milliseconds: wall.milliseconds - offset)
    }

    /// Reads `:30`, `:30.250` or nothing, in milliseconds; what is finer is dropped. A leap second, `:60`, is the first
    /// of the next minute.
    private static func takeSeconds(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard rest.first == 0x3A else { return 0 }
        rest.removeFirst()
        guard let second = takeNumber(&rest), second <= 60 else { return nil }
        guard rest.first == 0x2E else { return Int64(second) * 1000 }
        rest.removeFirst()
        let fraction = rest.prefix(while: \.isDigit)
        rest = rest.dropFirst(fraction.count)
        guard !fraction.isEmpty else { return nil }
        let padded = Array(fraction.prefix(3)) + Array(repeating: 0x30, count: max(0, 3 - fraction.count))
        return Int64(second) * 1000 + Int64(Digits.value(padded) ?? 0)
    }

    /// The offset such as `Z`, `+01:00` or `-0530`, in milliseconds; nil for anything else.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int64? {
        if text.elementsEqual([0x5A]) || text.elementsEqual([0x7A]) { return 0 }
        var rest = text
        guard let sign = rest.popFirst(), sign == 0x2B || sign == 0x2D, let hours = takeNumber(&rest), hours < 24 else {
            return nil
        }
        if rest.first == 0x3A { rest.removeFirst() }
        guard let minutes = takeNumber(&rest), minutes < 60, rest.isEmpty else { return nil }
        return Int64(hours * 60 + minutes) * 60_000 * (sign == 0x2D ? -1 : 1)
    }

    /// Two digits.
    private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= 2, let number = Digits.value(rest.prefix(2)) else { return nil }
        rest = rest.dropFirst(2)
        return number
    }
}
