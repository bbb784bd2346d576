import UsherCore

extension Enrollment.EndReason {
    /// The reason in plain words, to stand after `the enrollment ended: `.
    package var words: String {
        switch self {
        case .finished: "its last e-mail is done"
        case .goalReached: "its goal was reached"
        case .stopped: "an event stopped it"
        case .left: "the person was taken out"
        case .suppressed: "the person must not be mailed"
        case .replaced: "another campaign took over"
        case .removed: "the campaign's file is gone"
        }
    }
}
