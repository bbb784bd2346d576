import UsherCore

extension PromoterCode {
    /// Without letters and digits that are taken for one another.
    private static let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    static let length = 8

    /// A new one, by chance: 8 of 31 signs, lower case. Not yet anybody's, except with one chance in 850 thousand
    /// million for each code there is.
    package static func make() -> String { String((0..<length).map { _ in letters.randomElement() ?? "x" }) }
}
