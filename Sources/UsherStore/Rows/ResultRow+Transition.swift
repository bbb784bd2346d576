import UsherCore

extension Transition.Cause {
    /// The word in the `cause` column.
    var word: String {
        switch self {
        case .enrollment: "enrollment"
        case .link: "link"
        case .code: "code"
        case .stated: "stated"
        case .accident: "accident"
        }
    }

    var enrollment: EnrollmentID? {
        if case .enrollment(let enrollment, _) = self { return enrollment }
        return nil
    }

    /// The campaign that claims it.
    var campaign: CampaignID? {
        switch self {
        case .enrollment(_, let campaign), .link(let campaign): campaign
        case .code, .stated, .accident: nil
        }
    }

    var promoter: ContactID? {
        if case .code(let promoter) = self { return promoter }
        return nil
    }

    /// The stated reason, or the event that made the accident.
    var words: String? {
        switch self {
        case .stated(let reason): reason
        case .accident(let event): event
        case .enrollment, .link, .code: nil
        }
    }

    var kind: JourneyCounts.Arrow.Kind {
        switch self {
        case .enrollment, .link, .code: .intended
        case .stated: .stated
        case .accident: .accidental
        }
    }
}

extension Transition {
    var arrow: JourneyCounts.Arrow {
        JourneyCounts.Arrow(from: from, to: to, campaign: cause.campaign, kind: cause.kind)
    }
}

extension ResultRow {
    /// The columns that `transition()` reads, of the transitions table under the name `t`.
    static let transitionColumns =
        "t.contact, t.from_stage, t.to_stage, t.at, t.cause, t.enrollment, t.campaign, t.promoter, t.words"

    func transition() throws(StoreError) -> Transition {
        let cause: Transition.Cause
        switch text("cause") {
        case "enrollment": cause = .enrollment(id("enrollment"), id("campaign"))
        case "link": cause = .link(id("campaign"))
        case "code": cause = .code(promoter: id("promoter"))
        case "stated": cause = .stated(reason: text("words"))
        case "accident": cause = .accident(event: text("words"))
        default: throw .corrupt("a transition's cause is none")
        }
        return Transition(
            contact: id("contact"), from: try optionalWord("from_stage"), to: try word("to_stage"), at: time("at"),
            cause: cause)
    }
}
