/// What the links' routes ask of the rest of Usher. Each answers with an address of the shop's own files, never with one of the request, and nil for
/// whatever is not one of ours. Counting does not hold up the answer.
package protocol LinkAnswering: Sendable {
    /// Where a message's link leads. `isPeek`: asked by HEAD, or fetched ahead.
    func message(token: String, isPeek: Bool) async throws -> String?
    /// Where a campaign's link leads, with its UTM tags.
    func campaign(named name: String, isPeek: Bool) async throws -> String?
    /// Where a promoter's link leads, with the code.
    func promoter(code: String, isPeek: Bool) async throws -> String?
}
