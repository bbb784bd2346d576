import UsherCore

extension Suppression.Reason {
    /// In plain words.
    package var words: String {
        switch self {
        case .unsubscribed: "unsubscribed"
        case .paused: "asked for a pause"
        case .erased: "erased"
        case .complaint: "complained"
        case .bounced: "hard bounce"
        case .manual: "entered by the operator"
        }
    }
}
