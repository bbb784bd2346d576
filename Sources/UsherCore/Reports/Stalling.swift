/// Finds where people stall: a claim that needs enough people and enough time.
///
/// A person has *stood long* at a stage who came there longer ago than is usual: than the median stay of those who left
/// it in the period, in whole days, at least 1; where nobody left, 14 days.
///
/// | What is so at the end of the period | The stage |
/// | --- | --- |
/// | fewer than 10 have stood there long | is not named |
/// | more left it in the period than have stood there long | is not named |
/// | it is the last stage | is not named |
/// | of the others, the one from which the smallest part of the people moved on; among equals, where the most stand | stalls |
package enum Stalling {
    package static let fewestPeople = 10
    private static let day: Int64 = 86_400_000
    private static let usualDays: Int64 = 14

    /// How many days somebody stands at a stage before that is long. `median` is the stay of those who left, in
    /// milliseconds.
    package static func patience(median: Int64?) -> Int64 {
        guard let median else { return usualDays }
        return max(1, (median + day - 1) / day)
    }

    /// The stage that stalls; nil for none. `left` is how many left each stage in the period.
    static func stage(_ counts: JourneyCounts, left: (Stage) -> Int) -> Stage? {
        let candidates = Stage.allCases.dropLast().filter { stage in
            let long = counts.stoodLong[stage] ?? 0
            return long >= fewestPeople && long >= left(stage)
        }
        // The smallest part: left / (left + people), compared without dividing.
        return candidates.min { a, b in
            let (one, other) = (counts.standing[a] ?? 0, counts.standing[b] ?? 0)
            let (first, second) = (left(a) * (left(b) + other), left(b) * (left(a) + one))
            return first == second ? one > other : first < second
        }
    }
}
