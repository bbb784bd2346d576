import UsherCore

/// `shop.*`, as templates see it.
enum ShopFacts {
    static let builtIn = ["email", "language", "name", "postal_address", "url", "zone"]

    /// The shop's own texts, and `name`, `url`, `email` (where answers go), `postal_address`, `language` and `zone`.
    /// What is not set is not there.
    static func texts(of settings: Settings) -> [String: String] {
        var texts = settings.shop.extra
        texts["name"] = settings.shop.name
        texts["url"] = settings.shop.url
        texts["email"] = (settings.replyTo ?? settings.sender).address
        texts["postal_address"] = settings.postalAddress
        texts["language"] = settings.shop.language
        texts["zone"] = settings.shop.zone
        return texts
    }
}
