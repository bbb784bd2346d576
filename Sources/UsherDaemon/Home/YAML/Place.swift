/// Where in the home something stands, for a later complaint about it.
struct Place: Hashable, Sendable {
    /// Relative to the home.
    var file: String
    /// From 1.
    var line: Int?
    /// From 1.
    var column: Int?
}
