import UsherCore

extension Transition.Cause {
    var enrollment: EnrollmentID? {
        if case .enrollment(let enrollment, _) = self { return enrollment }
        return nil
    }

    /// The campaign that claims it.
    var campaign: CampaignID? {
        switch self {
        case .enrollment(_, let campaign), .link(let campaign): campaign
        case .code, .stated, .entered, .told, .accident, .unknown: nil
        }
    }

    /// Whether the transition came with entering a campaign.
    var isEntry: Bool {
        if case .entered = self { return true }
        return false
    }

    var promoter: ContactID? {
        if case .code(let promoter) = self { return promoter }
        return nil
    }

    var kind: JourneyCounts.Arrow.Kind {
        switch self {
        case .enrollment, .link, .code: .intended
        case .stated, .entered, .told, .unknown: .stated
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
        "t.contact, t.from_stage, t.to_stage, t.at, t.cause, t.enrollment, t.campaign, t.promoter, t.cause_data"

    func transition() throws(StoreError) -> Transition {
        let cause: Transition.Cause
        switch text("cause") {
        case "enrollment": cause = .enrollment(id("enrollment"), id("campaign"))
        case "link": cause = .link(id("campaign"))
        case "code": cause = .code(promoter: id("promoter"))
        default: cause = coded("cause", "cause_data")
        }
        return Transition(
            contact: id("contact"), from: try optionalWord("from_stage"), to: try word("to_stage"), at: time("at"),
            cause: cause)
    }
}
