/// One of the eight stages of the Customer Value Journey, in order.
package enum Stage: String, CaseIterable, Sendable, Codable {
    case aware, engage, subscribe, convert, excite, ascend, advocate, promote

    /// The stage's place in the order, 0 for `aware` to 7 for `promote`.
    package var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package var next: Stage? {
        let following = index + 1
        return following < Self.allCases.count ? Self.allCases[following] : nil
    }
}

extension Stage {
    /// The sentence that there is no stage `name`, with `hint` or, where that is empty, the stages that there are.
    package static func unknown(_ name: String, hint: String) -> String {
        "there is no stage '\(name)'"
            + (hint.isEmpty ? "; the stages are \(allCases.map(\.rawValue).joined(separator: ", "))" : hint)
    }
}

extension Stage: Comparable {
    package static func < (left: Stage, right: Stage) -> Bool { left.index < right.index }
}
