import UsherCore

extension SuppressionNote {
    /// One of each.
    package static let examples: [SuppressionNote] = [
        .said("asked by phone"), .link(how: "one-click"), .signedUpAgain, .erasedAgain, .erasedInOtherMode,
        .retriedByHand, .metTooMany, .complaint(about: "welcome", by: "a provider"), .complaint(about: nil, by: nil),
    ]
}
