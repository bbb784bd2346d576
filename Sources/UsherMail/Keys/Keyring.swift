import Crypto
import UsherCore

/// The state folder's keys. New ones are added, old ones stay for ever, because a link in an e-mail never expires.
package struct Keyring: Sendable {
    /// At least one, newest first, by id.
    package let keys: [SigningKey]
    private let newest: SigningKey
    private let oldest: SigningKey

    /// Keys in any order. Throws when there is none, or two have one id.
    package init(keys: [SigningKey]) throws(KeyringFault) {
        let sorted = keys.sorted { $0.id > $1.id }
        guard let newest = sorted.first, let oldest = sorted.last else { throw .empty }
        for (key, next) in zip(sorted, sorted.dropFirst()) where key.id == next.id { throw .twice(key.id) }
        self.keys = sorted
        self.newest = newest
        self.oldest = oldest
    }

    /// The key for what is composed at `moment`: the newest that existed then, so that a retry after a rotation
    /// composes the same bytes. The oldest when none existed yet.
    package func signing(at moment: Timestamp) -> SigningKey {
        if newest.createdAt <= moment { return newest }
        return keys.first { $0.createdAt <= moment } ?? oldest
    }

    package func key(_ id: UInt16) -> SigningKey? {
        newest.id == id ? newest : keys.first { $0.id == id }
    }

    /// What the suppression ledger knows an address by. Always under the oldest key: the same address has the same hash
    /// for as long as the state folder lives, whatever keys are added.
    package func hash(_ address: AddressKey) -> AddressHash {
        AddressHash(octets: oldest.code(Self.address, Array(address.text.utf8)).withUnsafeBytes { Array($0) })
    }

    /// What the ledger of consents knows a network by: 32 octets. Under the oldest key, like `hash(_:)`.
    package func hash(network text: String) -> [UInt8] { Array(oldest.code(Self.network, Array(text.utf8))) }

    /// What a database knows these keys by.
    package var fingerprints: [KeyFingerprint] {
        keys.map { key in
            KeyFingerprint(id: key.id, octets: Array(Array(key.code(Self.fingerprint, [])).prefix(16)))
        }
    }

    private static let fingerprint = SigningKey.Purpose("fingerprint")
    private static let address = SigningKey.Purpose("address")
    private static let network = SigningKey.Purpose("network")
}
