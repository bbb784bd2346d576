import UsherCore

/// `Authorization: Bearer TOKEN` (RFC 6750, section 2.1).
enum BearerToken {
    /// What the client shows, unchecked; nil when it shows nothing of this kind.
    ///
    /// | Fields | Token |
    /// | --- | --- |
    /// | `Bearer abc`, `bearer   abc` | abc |
    /// | none, `Bearer`, `Basic abc`, `Bearerabc` | none |
    /// | `Bearer a b`, `Bearer a,b`, `Bearer é` | none: not a token's characters |
    /// | two fields | none: which one would it be? |
    static func read(_ fields: [String]) -> String? {
        guard fields.count == 1, let field = fields.first, let space = field.firstIndex(of: " ") else { return nil }
        guard field[..<space].lowercased() == "bearer" else { return nil }
        let token = field[space...].drop { $0 == " " }
        guard (1...longest).contains(token.utf8.count), token.utf8.allSatisfy(isOne) else { return nil }
        return String(token)
    }

    private static let longest = 512

    /// b64token: letters, digits and `-._~+/=`.
    private static func isOne(_ octet: UInt8) -> Bool { octet.isUnreserved || "+/=".utf8.contains(octet) }
}
