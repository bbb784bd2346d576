extension Enrollment.EndReason {
    /// Why a run ended, after `the run ended: `.
    package var words: String {
        switch self {
        case .finished: "its last e-mail was settled"
        case .goalReached: "its goal was reached"
        case .stopped: "an event stopped it"
        case .left: "the person was taken out"
        case .suppressed: "the person must not be mailed"
        case .replaced: "another campaign took over"
        case .removed: "the campaign's file is gone"
        }
    }

    /// What a delivery of the run says that was never sent.
    package var closing: String { "the run ended: \(words)" }
}

extension ReEntry {
    /// As it stands in a campaign's file.
    package var setting: String {
        switch self {
        case .never: "re_entry: never"
        case .eachKey: "re_entry: each key"
        case .after(let milliseconds): "re_entry: { after: \(Wording.duration(milliseconds: milliseconds)) }"
        }
    }
}
