import UsherCore
import UsherMail

/// One API token, as a list shows it, without its secret.
package struct TokenLine: Sendable, Encodable {
    package let name: String
    /// The beginning of its secret, such as `usher_3_`, by which it is found again where it is used.
    package let begins: String
    /// The moment at which it was made, as ISO 8601 in UTC.
    package let created: String
    package let revoked: String?
    /// The UTC day on which it was last used; absent when it never was.
    package let lastUsed: String?
    package let scopes: [String]
    /// The moment at which it ends, as ISO 8601 in UTC; absent for one without an end.
    package let ends: String?
    private let isOver: Bool

    private enum CodingKeys: String, CodingKey {
        case name, begins, created, revoked, lastUsed, scopes, ends
    }

    package init(_ token: APIToken, now: Timestamp) {
        name = token.name
        begins = APISecret.beginning(of: token.id)
        created = token.createdAt.iso8601
        revoked = token.revokedAt?.iso8601
        lastUsed = token.lastUsedOn
        scopes = token.scopes.sorted().map(\.rawValue)
        ends = token.endsAt?.iso8601
        isOver = token.endsAt.map { $0 <= now } ?? false
    }

    package var cells: [String] {
        let use = lastUsed.map { "last used on \($0)" } ?? "never used"
        let state = revoked.map { "revoked \($0)" } ?? "since \(created)"
        let end = ends.map { isOver ? "ended \($0)" : "until \($0)" } ?? "without an end"
        return [name, "\(begins)...", scopes.joined(separator: ","), "\(state), \(end), \(use)"]
    }
}
