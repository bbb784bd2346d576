extension Settings {
    /// The link that a promoter gives away: Usher's own, where it is counted; without a public address the shop with
    /// the code. Nil for a shop without a URL.
    package func promoterURL(code: String) -> String? {
        publicLink(PublicPath.promoter, code) ?? shop.url.map { QueryText.adding([("code", code)], to: $0) }
    }
}
