/// Compares two looks at the same things.
package enum FindingChanges {
    /// The findings of `now` that were not there before or say something else, in their order.
    package static func between(_ before: [Finding], _ now: [Finding]) -> [Finding] {
        let known = Dictionary(before.map { ($0.about, $0) }) { first, _ in first }
        return now.filter { finding in known[finding.about].map { !finding.says(theSameAs: $0) } ?? true }
    }
}
