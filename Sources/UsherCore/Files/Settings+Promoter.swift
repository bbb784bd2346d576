extension Settings {
    /// Where a friend of a promoter begins: the shop, with the promoter's code; nil for a shop without a URL.
    package func promoterURL(code: String) -> String? {
        shop.url.map { QueryText.adding([("code", code)], to: $0) }
    }
}
