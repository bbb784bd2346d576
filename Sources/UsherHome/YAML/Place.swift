/// Where in the home something stands, for a later complaint about it.
package struct Place: Hashable, Sendable {
    /// Relative to the home.
    package var file: String
    /// From 1.
    package var line: Int?
    /// From 1.
    package var column: Int?
}
