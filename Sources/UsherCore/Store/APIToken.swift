/// The part of `Store` that knows who may tell Usher something over HTTP. A token is kept as its name and a hash of its
/// secret: whoever reads the database cannot use it.
package protocol APITokenStore: Sendable {
    /// Adds a token. Nil, and nothing is added, when a token of that name is in force; the name of one that came to its
    /// end is free. `endsAt` nil is for ever.
    func addToken(
        named name: String, hash: [UInt8], scopes: Set<TokenScope>, endsAt: Timestamp?, now: Timestamp
    ) throws(StoreError) -> APITokenID?
    /// A token in force with the hash it was added with; nil for one that is revoked or came to its end, or that there
    /// never was. Sees what other processes committed, so a token ends at once everywhere.
    func token(_ id: APITokenID, now: Timestamp) throws(StoreError) -> (token: APIToken, hash: [UInt8])?
    /// All tokens that there ever were, oldest first.
    func tokens() throws(StoreError) -> [APIToken]
    /// Ends the token in force of that name; false when there is none. The name is free again.
    func revokeToken(named name: String, now: Timestamp) throws(StoreError) -> Bool
    /// Keeps when a token was used last, by UTC day (`2026-11-22`). Nothing is written a second time that day.
    func noteUse(of token: APITokenID, day: String) throws(StoreError)
}

/// One of the shop's programs that may tell events.
package struct APIToken: Hashable, Sendable {
    package var id: APITokenID
    /// The operator's name for it: `checkout`.
    package var name: String
    package var createdAt: Timestamp
    package var revokedAt: Timestamp?
    /// The UTC day on which it was last used, such as `2026-11-22`; nil when it never was.
    package var lastUsedOn: String?
    package var scopes: Set<TokenScope>
    /// The moment from which on it lets nobody in; nil for ever.
    package var endsAt: Timestamp?

    package init(
        id: APITokenID, name: String, createdAt: Timestamp, revokedAt: Timestamp? = nil, lastUsedOn: String? = nil,
        scopes: Set<TokenScope> = TokenScope.standard, endsAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.revokedAt = revokedAt
        self.lastUsedOn = lastUsedOn
        self.scopes = scopes
        self.endsAt = endsAt
    }
}

package typealias APITokenID = RowID<APIToken>

/// What a token lets a program do. None of them lifts a no.
package enum TokenScope: String, CaseIterable, Comparable, Sendable, Codable {
    /// Tell what people did, sign-ups among it.
    case events
    /// Put people into campaigns, with the operator's word that they agreed, as `usher enqueue` does.
    case enrollments
    /// Tell what people agreed to: confirmations of sign-ups, events that reach `subscribe`, and words of consent.
    case consent
    /// Tell what became of messages: what came back, and who complained.
    case feedback

    /// The scopes of a token that was made without naming any.
    package static let standard: Set<TokenScope> = [.events, .enrollments]

    package static func < (left: TokenScope, right: TokenScope) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

extension Set<TokenScope> {
    /// The scopes as text: `events,enrollments`.
    package var words: String { sorted().map(\.rawValue).joined(separator: ",") }
}
