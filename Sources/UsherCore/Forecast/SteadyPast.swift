import Foundation

/// The last part of a past, in weeks, in which people came at one pace: what a rate may be measured by. A burst, an
/// event of long ago, a beginning and an end lie before it.
///
/// The past is cut where the two sides differ at least by a factor, and so much that chance does not explain it: by the
/// likelihood of two rates against one, with weeks as uneven as neighbouring weeks are. What is left is cut again.
struct SteadyPast: Hashable {
    /// The first week of it.
    var first = 0
    /// Whether more came in what was cut off than after it: then this is the calm after a burst or an end, and what
    /// came once may come again.
    var isCalm = false

    /// Two rates that are nearer to each other are one that is uneven.
    static let factor = 2.0
    /// A logarithm. Of so many places where a past may be cut, chance alone seldom makes one look so good.
    static let evidence = 8.0

    /// Finds the steady part of a past. With `risesOnly`, only what came before a beginning is cut off.
    init(_ weeks: [Double], from start: Int = 0, risesOnly: Bool = false) {
        first = start
        while let cut = Self.cut(weeks, from: first, risesOnly: risesOnly) {
            // A beginning may lie anywhere in its week.
            let isPartly = !cut.isFall && cut.week + 1 < weeks.count
            (first, isCalm) = (isPartly ? cut.week + 1 : cut.week, cut.isFall)
        }
    }

    private static func cut(
        _ weeks: [Double], from first: Int, risesOnly: Bool
    ) -> (week: Int, isFall: Bool)? {
        let all = weeks.dropFirst(first).reduce(0, +)
        let count = Double(weeks.count - first)
        guard all > 0, count > 1 else { return nil }
        let unevenness = unevenness(weeks.dropFirst(first))
        var best: (week: Int, isFall: Bool, gain: Double)?
        var before = 0.0
        for week in (first + 1)..<weeks.count {
            before += weeks[week - 1]
            let (length, rest) = (Double(week - first), Double(weeks.count - week))
            let (old, new) = (before / length, (all - before) / rest)
            guard max(old, new) >= factor * min(old, new), !risesOnly || new > old else { continue }
            func part(_ people: Double, _ rate: Double) -> Double { people > 0 ? people * log(rate) : 0 }
            let gain = (part(before, old) + part(all - before, new) - part(all, all / count)) / unevenness
            if gain > max(evidence, best?.gain ?? 0) { best = (week, old > new, gain) }
        }
        return best.map { ($0.week, $0.isFall) }
    }

    /// The variance of a week as a multiple of its mean, by how far neighbours lie apart in the middle: one burst is
    /// not taken for unevenness.
    private static func unevenness(_ weeks: ArraySlice<Double>) -> Double {
        let apart = zip(weeks, weeks.dropFirst()).map { ($0 - $1) * ($0 - $1) / max(1, $0 + $1) }.sorted()
        guard !apart.isEmpty else { return 1 }
        // The middle of a chi square of one degree of freedom.
        return max(1, apart[apart.count / 2] / 0.455)
    }
}
