extension Wording {
    /// `1 row`, `2 rows`, `no rows` is `0 rows`; `many` where an s does not do: `count(3, "person", "people")`.
    package static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }
}
