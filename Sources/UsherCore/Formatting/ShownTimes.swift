/// How times are shown that `Wording.time` wrote into a sentence.
///
/// | | `Mon 2026-03-30 09:30 Europe/Berlin (2026-03-30 07:30 UTC)` is |
/// | --- | --- |
/// | exact | that: for a file, a program, an answer in JSON |
/// | short | `Mon 30 Mar 09:30 Europe/Berlin`; with the year where it is another than this |
/// | short, theirs | `Mon 30 Mar 09:30 their time`, where it is clear whose |
/// | UTC | `Mon 2026-03-30 07:30 UTC`; short `Mon 30 Mar 07:30 UTC` |
///
/// `2026-03-30T07:30:00Z`, as a list has it, is short `Mon 30 Mar 09:30 Europe/Berlin` on the list's clock, and else
/// stays.
package struct ShownTimes: Hashable, Sendable {
    package enum Zone: Sendable {
        /// The zone is the one that stands in the text.
        case named
        /// The person's whom everything is about.
        case theirs
        case utc
    }

    package let zone: Zone
    /// The year that short times leave out; nil for times that are not short.
    package let thisYear: Int?
    /// The clock for the times that a list has.
    package let clock: ZoneClock

    package init(_ zone: Zone, shortIn thisYear: Int?, listsOn clock: ZoneClock = .utc) {
        self.zone = zone
        self.thisYear = thisYear
        self.clock = clock
    }

    /// The text with its times in this form.
    package func shown(in text: String) -> String {
        guard thisYear != nil || zone == .utc, text.contains(" UTC") || text.contains("Z") else { return text }
        var shown = ""
        var rest = text[...]
        while let start = rest.firstIndex(where: { "MTWFS12".contains($0) }) {
            shown += rest[..<start]
            rest = rest[start...]
            if let time = WrittenTime(rest) {
                shown += self.text(time)
                rest = rest.dropFirst(time.length)
            } else if let thisYear, !Self.goesOn(shown.last), let moment = Self.iso8601(rest) {
                let wall = clock.wall(at: moment)
                shown += "\(Wording.shortDayAndTime(wall, thisYear: thisYear)) \(clock.name)"
                rest = rest.dropFirst(20)
            } else {
                shown.append(rest.removeFirst())
            }
        }
        return "\(shown)\(rest)"
    }

    /// The moment such as `2026-03-30T07:30:00Z` at the beginning of a text, and no part of a longer word; nil where
    /// there is none.
    private static func iso8601(_ text: Substring) -> Timestamp? {
        let part = text.prefix(20)
        guard part.utf8.count == 20, part.dropFirst(10).first == "T", part.dropFirst(16).first == ":",
            part.dropFirst(17).prefix(2).allSatisfy({ $0.isASCII && $0.isNumber }), part.last == "Z",
            !goesOn(text.dropFirst(20).first)
        else { return nil }
        return try? Timestamp(parsing: String(part), clock: .utc)
    }

    private static func goesOn(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber || "-_/=".contains($0) } ?? false
    }

    private func text(_ time: WrittenTime) -> String {
        let isUTC = zone == .utc || time.zone == "UTC"
        let wall = isUTC ? time.utc : time.here
        guard let thisYear else { return "\(Wording.dayAndTime(wall)) UTC" }
        let place = isUTC ? "UTC" : zone == .theirs ? "their time" : time.zone
        return "\(Wording.shortDayAndTime(wall, thisYear: thisYear)) \(place)"
    }
}

/// A time as `Wording.time` writes it, at the beginning of a text.
private struct WrittenTime {
    let here: WallTime
    let utc: WallTime
    let zone: String
    /// The length of the text, in characters.
    let length: Int

    init?(_ text: Substring) {
        guard let here = Self.wall(text.dropFirst(4)), text.prefix(4) == Wording.dayAndTime(here).prefix(4),
            text.dropFirst(20).first == " "
        else { return nil }
        self.here = here
        let behind = text.dropFirst(21)
        let zone = behind.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "/_+-".contains($0)) }
        guard !zone.isEmpty else { return nil }
        self.zone = String(zone)
        if zone == "UTC" {
            (utc, length) = (here, 24)
            return
        }
        let more = behind.dropFirst(zone.count)
        guard more.hasPrefix(" ("), let utc = Self.wall(more.dropFirst(2)), more.dropFirst(18).hasPrefix(" UTC)") else {
            return nil
        }
        self.utc = utc
        length = 21 + zone.count + 23
    }

    /// The time such as `2026-03-30 09:30` at the beginning of a text; nil where there is none.
    static func wall(_ text: Substring) -> WallTime? {
        let part = text.prefix(16)
        guard part.utf8.count == 16, part.dropFirst(10).first == " ", part.dropFirst(13).first == ":",
            let date = CalendarDate(part.prefix(10)), date.exists,
            let hour = Int(part.dropFirst(11).prefix(2)), let minute = Int(part.suffix(2)), (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        return WallTime(day: CivilDay(date), millisecondOfDay: Int64(hour * 60 + minute) * 60_000)
    }
}
