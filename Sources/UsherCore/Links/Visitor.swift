/// The kind of who followed a link, as far as that can be told.
package enum Visitor: String, Sendable, Codable, CaseIterable {
    case person
    /// A mail filter, a crawler, a program that looks at links before anybody reads them.
    case scanner
}
