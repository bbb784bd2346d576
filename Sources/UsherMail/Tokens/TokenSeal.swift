import Crypto
import UsherCore

/// Makes tokens and reads them back, for one database: a token of the rehearsal says nothing in live.
package struct TokenSeal: Sendable {
    private let keyring: Keyring
    private let purpose: SigningKey.Purpose
    private let databaseID: String

    /// Makes the seal of one database.
    ///
    /// - Parameter databaseID: the random id the database got at its creation; it is part of every code and stands in
    ///   no token.
    package init(keyring: Keyring, databaseID: String) {
        self.keyring = keyring
        self.databaseID = databaseID
        purpose = SigningKey.Purpose("token", scope: databaseID)
    }

    /// The token as text for a URL: base64url without padding, 30 characters or a few more. The same token and moment
    /// give the same text.
    package func url(_ token: Token, at moment: Timestamp) -> String {
        Base64URL.encode(octets(token, at: moment))
    }

    /// The token as text for an address: lower-case base32, at most 61 characters.
    package func address(_ token: Token, at moment: Timestamp) -> String {
        Base32.encode(octets(token, at: moment))
    }

    /// The token in the text that `url` made with a key of this ring, however old; nil for anything else. Where a token
    /// names its own moment, the key has to be one that was in use then: whoever has an old key forges none of later.
    /// Nil also for who and what a restore has lost.
    package func token(url text: some StringProtocol) -> Token? { Base64URL.decode(text).flatMap(verify) }

    /// The token in the text that `address` made, in any mixture of upper and lower case; nil where `token(url:)` is
    /// nil.
    package func token(address text: some StringProtocol) -> Token? { Base32.decode(text).flatMap(verify) }

    /// Whether a new key came into use between these moments.
    package func hasNewKey(since then: Timestamp, at now: Timestamp) -> Bool {
        keyring.signing(at: then).id != keyring.signing(at: now).id
    }

    private func octets(_ token: Token, at moment: Timestamp) -> [UInt8] {
        let key = sealing(token, at: moment)
        var octets = token.payload(key: key.id)
        key.code(purpose, octets).withUnsafeBytes { octets.append(contentsOf: $0.prefix(Token.codeLength)) }
        return octets
    }

    private func verify(_ octets: [UInt8]) -> Token? {
        let payload = octets.dropLast(Token.codeLength)
        guard let (token, id) = Token.parse(payload), let key = keyring.key(id), wasInUse(key, for: token),
            isStillThere(token, by: key)
        else { return nil }
        return key.code(purpose, Array(payload)).withUnsafeBytes { expected in
            // Looks at every octet whatever it finds, so that the time tells nothing about how many were right.
            let difference = zip(expected, octets.suffix(Token.codeLength)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            return difference == 0 ? token : nil
        }
    }

    /// The key that seals a token at `moment`: the one in use then, or a younger one, where that one's word on
    /// the token's numbers ended with a restore: those numbers are new, whatever a clock that has gone back since says
    /// of the moment.
    private func sealing(_ token: Token, at moment: Timestamp) -> SigningKey {
        let key = keyring.signing(at: moment)
        guard !isStillThere(token, by: key) else { return key }
        return keyring.keys.last { $0.id > key.id && isStillThere(token, by: $0) } ?? key
    }

    /// Whether a key still speaks of a token's numbers: not of those that were given after a backup that was restored,
    /// as the restored database gives them to others.
    private func isStillThere(_ token: Token, by key: SigningKey) -> Bool {
        guard let last = keyring.lastNumbers(of: key.id, in: databaseID) else { return true }
        return switch token {
        case .unsubscribe(let contact, let delivery):
            contact.value <= last.contacts && delivery.value <= last.deliveries
        case .bounce(let delivery), .link(let delivery, _): delivery.value <= last.deliveries
        case .confirm(let contact, _), .data(let contact, _): contact.value <= last.contacts
        case .review(let enrollment): enrollment.value <= last.enrollments
        case .probe: true
        }
    }

    /// Whether a key could have sealed a token at the moment that it names. A data link is sealed at that moment. A
    /// confirmation is at that moment or later, when it is composed.
    private func wasInUse(_ key: SigningKey, for token: Token) -> Bool {
        switch token {
        case .data(_, let askedAt): key.id == sealing(token, at: askedAt).id
        case .confirm(_, let signedUpAt): key.id >= keyring.signing(at: signedUpAt).id
        case .unsubscribe, .bounce, .link, .review, .probe: true
        }
    }
}
