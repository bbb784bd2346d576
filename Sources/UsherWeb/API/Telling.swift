import UsherCore

/// What the API asks of the rest of Usher. What these methods answer is on disk.
package protocol Telling: Sendable {
    /// Whose token this is. Throws `Refusal.unauthorized` when it is nobody's, whatever the reason, and `Refusal.tooMany` when its owner
    /// asks faster than it may. A token that was revoked a moment ago, by any process, is nobody's.
    func caller(of token: String) async throws -> APICaller
    /// One event, as the JSON object of `usher event --from`.
    func tell(_ event: [UInt8], _ caller: APICaller) async throws -> Told
    /// Many, one a line; an answer for each, a line of JSON in the same order. Good lines are kept, whatever is wrong with others.
    func tell(lines: [UInt8], _ caller: APICaller) async throws -> [UInt8]
    /// One person for one campaign.
    func enroll(_ entry: [UInt8], _ caller: APICaller) async throws -> Told
}

/// A program that showed its token.
package struct APICaller: Hashable, Sendable {
    /// The token's, for ledgers.
    package let name: String
    /// What its token lets it do.
    package let scopes: Set<TokenScope>

    package init(name: String, scopes: Set<TokenScope> = TokenScope.standard) {
        self.name = name
        self.scopes = scopes
    }

    /// Throws where the token was made for something else.
    func mayUse(_ scope: TokenScope) throws(Refusal) {
        guard !scopes.contains(scope) else { return }
        throw .forbidden(
            "This token was made for \(scopes.words) only; one with the scope \(scope.rawValue) may do this.")
    }
}
