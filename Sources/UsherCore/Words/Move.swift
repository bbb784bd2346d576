/// The one step of the journey that a campaign intends: `convert -> excite`.
package struct Move: Hashable, Sendable, Codable {
    /// The stage before; nil is a stranger: nobody whose address is known.
    package let from: Stage?
    package let to: Stage

    package init(from: Stage?, to: Stage) {
        self.from = from
        self.to = to
    }

    /// Whether this is one step of the journey: a stranger to aware, or a stage to the one right after it.
    package var isOneStep: Bool {
        guard let from else { return to == .aware }
        return from.next == to
    }
}

extension Move: CustomStringConvertible {
    package var description: String { "\(from?.rawValue ?? "stranger") -> \(to.rawValue)" }
}
