import Crypto
import Synchronization
import UsherCore

/// The state folder's keys. New ones are added, old ones stay for ever, because a link in an e-mail never expires.
///
/// Copies share their keys: what one takes up, all sign and verify with.
package struct Keyring: Sendable {
    private let box: Box
    private let oldest: SigningKey

    /// The keys, shared by all copies: at least one, newest first, by id.
    private final class Box: Sendable {
        let keys: Mutex<[SigningKey]>

        init(_ keys: [SigningKey]) { self.keys = Mutex(keys) }
    }

    /// Takes keys in any order. Throws when there is none, or two have one id.
    package init(keys: [SigningKey]) throws(KeyringFault) {
        let sorted = keys.sorted { $0.id > $1.id }
        guard let oldest = sorted.last else { throw .empty }
        for (key, next) in zip(sorted, sorted.dropFirst()) where key.id == next.id { throw .twice(key.id) }
        box = Box(sorted)
        self.oldest = oldest
    }

    /// The keys: at least one, newest first, by id.
    package var keys: [SigningKey] { box.keys.withLock(\.self) }

    /// Takes up the keys that `other` has and this one lacks, here and in every copy. Returns them, newest first; none,
    /// and nothing changes, where `other` lacks a key of these or has another one under its number.
    package func takeUp(_ other: Keyring) -> [SigningKey] {
        let (known, offered) = (fingerprints, other.fingerprints)
        guard case .takesUp(let fresh) = KeyIdentity.decide(known: known, offered: offered) else { return [] }
        let ids = Set(fresh.map(\.id))
        let found = other.keys.filter { ids.contains($0.id) }
        box.keys.withLock { keys in
            for key in found where !keys.contains(where: { $0.id == key.id }) { keys.append(key) }
            keys.sort { $0.id > $1.id }
        }
        return found
    }

    /// The key for what is composed at `moment`: the newest that existed then, so that a retry after a rotation
    /// composes the same bytes. The oldest when none existed yet.
    package func signing(at moment: Timestamp) -> SigningKey {
        box.keys.withLock { keys in keys.first { $0.createdAt <= moment } } ?? oldest
    }

    package func key(_ id: UInt16) -> SigningKey? {
        box.keys.withLock { keys in keys.first { $0.id == id } }
    }

    /// The numbers of a database up to which a key still speaks of who has them now; nil where it speaks of all.
    func lastNumbers(of id: UInt16, in database: String) -> LastNumbers? {
        box.keys.withLock { keys in
            keys.filter { $0.id > id }.compactMap { $0.after[database] }
                .reduce(nil) { last, next in last?.lowest(next) ?? next }
        }
    }

    /// The hash by which the suppression ledger knows an address. Always under the oldest key: the same address has the
    /// same hash for as long as the state folder lives, whatever keys are added.
    package func hash(_ address: AddressKey) -> AddressHash {
        AddressHash(octets: oldest.code(Self.address, Array(address.text.utf8)).withUnsafeBytes { Array($0) })
    }

    /// The hash by which the ledger of consents knows a network: 32 octets, under the oldest key, like `hash(_:)`.
    package func hash(network text: String) -> [UInt8] { Array(oldest.code(Self.network, Array(text.utf8))) }

    /// The fingerprints by which a database knows these keys.
    package var fingerprints: [KeyFingerprint] {
        keys.map { key in
            KeyFingerprint(id: key.id, octets: Array(Array(key.code(Self.fingerprint, [])).prefix(16)))
        }
    }

    private static let fingerprint = SigningKey.Purpose("fingerprint")
    private static let address = SigningKey.Purpose("address")
    private static let network = SigningKey.Purpose("network")
}
