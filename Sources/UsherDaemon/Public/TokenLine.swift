import UsherCore
import UsherMail

/// One API token, as a list shows it. Never its secret.
package struct TokenLine: Sendable, Encodable {
    package let name: String
    /// `usher_3_`: what its secret begins with, so that it is found again where it is used.
    package let begins: String
    /// ISO 8601, UTC.
    package let created: String
    package let revoked: String?
    /// A UTC day; absent when it never was.
    package let lastUsed: String?
    package let scopes: [String]
    /// ISO 8601, UTC; absent for one without an end.
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
