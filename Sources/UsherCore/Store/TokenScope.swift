/// What a token lets a program do. None of them lifts a no.
package enum TokenScope: String, CaseIterable, Comparable, Sendable, Codable {
    /// Tell what people did, sign-ups among it.
    case events
    /// Put people into campaigns, with the operator's word that they agreed, as `usher enqueue` does.
    case enrollments
    /// Tell what people agreed to: confirmations of sign-ups, events that reach `subscribe`, and words of consent.
    case consent

    /// Of a token that was made without saying any.
    package static let standard: Set<TokenScope> = [.events, .enrollments]

    package static func < (left: TokenScope, right: TokenScope) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

extension Set<TokenScope> {
    /// `events,enrollments`
    package var words: String { sorted().map(\.rawValue).joined(separator: ",") }
}
