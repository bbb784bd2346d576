import UsherCore

extension SuppressionNote {
    /// The note in plain words, to stand between quotation marks.
    package var words: String {
        switch self {
        case .said(let words): words
        case .link(let how): how
        case .signedUpAgain: "the person signed up again, and confirmed it"
        case .erasedAgain: "erased again"
        case .erasedInOtherMode: "erased in the other mode"
        case .retriedByHand: "retried by the operator"
        case .metTooMany: "it met too many at once to be about them"
        case .complaint(let campaign, let reporter):
            "about \(campaign.map { "a message of \($0)" } ?? "a notice")\(reporter.map { ", as \($0) says" } ?? "")"
        case .unknown(let coded): coded.words
        }
    }
}
