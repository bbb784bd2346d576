/// When a message may come at the earliest, and must have come at the latest, counted on the person's own clock from
/// the one before it. Milliseconds since the month began, on a calendar that nobody sets.
struct Timing {
    let hours: Int64
    let window: Shop.Window
    private static let (day, hour): (Int64, Int64) = (86_400_000, 3_600_000)

    /// The number of the local day.
    func day(_ at: Int64) -> Int64 { (at + hours * Self.hour).floored(Self.day) }

    private func time(_ at: Int64) -> Int64 { at + hours * Self.hour - day(at) * Self.day }

    /// The month begins on a Monday.
    private func weekday(_ at: Int64) -> Int64 { day(at) - day(at).floored(7) * 7 }

    func isOpen(_ at: Int64) -> Bool {
        weekday(at) < 5 && time(at) >= window.opens * Self.hour && time(at) < window.closes * Self.hour
    }

    /// After a Friday's window, and before a Monday's.
    func isWeekend(_ at: Int64) -> Bool {
        weekday(at) > 4 || (weekday(at) == 4 && time(at) >= window.closes * Self.hour)
    }

    /// How long the window is open yet; nil where it is shut.
    func rest(_ at: Int64) -> Int64? { isOpen(at) ? window.closes * Self.hour - time(at) : nil }

    private func opening(_ at: Int64) -> Int64 {
        if isOpen(at) { return at }
        var day = day(at)
        if time(at) >= window.opens * Self.hour { day += 1 }
        while day - day.floored(7) * 7 > 4 { day += 1 }
        return day * Self.day - hours * Self.hour + window.opens * Self.hour
    }

    /// So many days after `before`, at that time of the day or at the same one; then as soon as 20 hours after each of
    /// `others` and the window allow.
    func due(_ step: Shop.Step, after before: Int64, others: [Int64]) -> Int64 {
        let clock = step.at.flatMap(Self.milliseconds)
        let wait = (day(before) + Int64(step.days)) * Self.day - hours * Self.hour + (clock ?? time(before))
        guard !step.isTransactional else { return wait }
        let opening = opening(others.reduce(wait) { max($0, $1 + 20 * Self.hour) })
        // On a later day than it asked for it keeps its time of the day, where the window is open then.
        guard let clock, day(opening) > day(wait) else { return opening }
        let atItsTime = day(opening) * Self.day - hours * Self.hour + clock
        return atItsTime >= opening && isOpen(atItsTime) ? atItsTime : opening
    }

    private static func milliseconds(_ text: String) -> Int64? {
        let parts = text.split(separator: ":").compactMap { Int64($0) }
        return parts.count == 2 ? parts[0] * hour + parts[1] * 60_000 : nil
    }
}

extension Int64 {
    /// The quotient towards minus infinity.
    func floored(_ divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
