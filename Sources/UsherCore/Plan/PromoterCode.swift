/// The word that a promoter's friends bring along.
package enum PromoterCode {
    /// The name of the parameter of an address that carries a code: `?code=`.
    package static let parameter = "code"
    /// The code in the form in which codes are kept: people write them down in capitals and with spaces.
    package static func read(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }

    /// The address that a promoter gives away: Usher's own, where it is counted; without a public address where that
    /// would lead. Nil where there is neither.
    package static func link(_ code: String, plan: Plan) -> String? {
        plan.settings.publicLink(PublicPath.promoter, code) ?? landing(code, plan: plan, isTagged: false)
    }

    /// The address that a promoter's link leads to: the campaign that asks for friends, else the shop, with the code
    /// and, if tagged, with UTM parameters.
    package static func landing(_ code: String, plan: Plan, isTagged: Bool = true) -> String? {
        let asking = plan.asking
        guard let url = asking?.callToAction.url ?? plan.settings.shop.url else { return nil }
        var parameters = [(name: parameter, value: code)]
        if isTagged, plan.settings.tagsLinks {
            parameters += [
                ("utm_source", asking?.linkTags.source ?? "usher"), ("utm_medium", TrafficSource.referral.rawValue),
                ("utm_campaign", asking.map { $0.linkTags.campaign ?? $0.name } ?? "friends"),
            ]
        }
        return QueryText.adding(parameters, to: url)
    }
}
