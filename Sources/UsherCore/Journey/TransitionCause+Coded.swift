/// The causes as they are kept. `docs/store.md` lists the codes.
extension Transition.Cause: KeptAsCode {
    /// The code of the cause. Of what claims a transition, an enrollment, a campaign or a promoter, it has only the
    /// code: the rest has columns of its own.
    package var coded: Coded {
        switch self {
        case .enrollment: Coded("enrollment")
        case .link: Coded("link")
        case .code: Coded("code")
        case .stated(let words): Coded("stated", ["words": words])
        case .entered(let campaign): Coded("entered", ["campaign": "\(campaign)"])
        case .told(let source): Coded("told", ["source": source])
        case .accident(let event): Coded("accident", ["event": event])
        case .unknown(let coded): coded
        }
    }

    /// Reads a code; nil for one that is unknown, and for what has columns of its own.
    package init?(known coded: Coded) {
        switch coded.code {
        case "stated":
            guard let words = coded.data["words"] else { return nil }
            self = .stated(because: words)
        case "entered":
            guard let campaign = coded.data["campaign"].flatMap({ Int64($0) }) else { return nil }
            self = .entered(CampaignID(campaign))
        case "told": self = .told(source: coded.data["source"])
        case "accident":
            guard let event = coded.data["event"] else { return nil }
            self = .accident(event: event)
        default: return nil
        }
    }
}
