import UsherCore

/// The word that a promoter's friends bring along.
package enum PromoterCode {
    /// What may stand in an address beside it: `?code=`.
    static let parameter = "code"
    /// Without letters and digits that are taken for one another.
    private static let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    static let length = 8

    /// A new one, by chance: 8 of 31 signs, lower case. Not yet anybody's, except with one chance in 850 thousand
    /// million for each code there is.
    package static func make() -> String { String((0..<length).map { _ in letters.randomElement() ?? "x" }) }

    /// As codes are kept: people write them down in capitals and with spaces.
    package static func read(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }

    /// The address that a promoter gives away: that of the campaign that asks for friends (the most important one),
    /// else the shop's, with the code. Nil where there is neither.
    package static func link(_ code: String, plan: Plan) -> String? {
        let asking = plan.campaigns.values.filter { $0.moves.to == .promote }
            .max { ($0.priority, $1.name) < ($1.priority, $0.name) }
        guard let url = asking?.callToAction.url ?? plan.settings.shop.url else { return nil }
        return QueryText.adding([(parameter, code)], to: url)
    }
}
