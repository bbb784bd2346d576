import UsherCore

extension Suppression.Reason {
    /// The reason in plain words.
    package var words: String {
        switch self {
        case .unsubscribed: "unsubscribed"
        case .paused: "asked for a pause"
        case .erased: "erased"
        case .complaint: "complained"
        case .bounced: "hard bounce"
        case .unreachable: "messages of five days came back"
        case .manual: "entered by the operator"
        }
    }
}
