import Crypto
import UsherCore

/// One HMAC-SHA-256 key of the state folder.
package struct SigningKey: Sendable {
    /// The key's number, from 1 on, growing: the oldest key has the smallest.
    package let id: UInt16
    /// The moment from which on what is composed is signed with the key, until a newer key's.
    package let createdAt: Timestamp
    /// For a key that a restore made: the numbers that each database, by its id, had given in the backup. What was
    /// given later was lost, and is given again: whoever has it from an older key is another one.
    package let after: [String: LastNumbers]
    /// The 32 octets of the secret.
    let secret: [UInt8]
    /// HMAC with the key set: a code starts from a copy of it.
    private let keyed: HMAC<SHA256>

    /// Makes a key; nil unless `secret` has 32 octets and `id` is not 0.
    package init?(id: UInt16, createdAt: Timestamp, secret: [UInt8], after: [String: LastNumbers] = [:]) {
        guard id > 0, secret.count == 32 else { return nil }
        self.id = id
        self.createdAt = createdAt
        self.after = after
        self.secret = secret
        keyed = HMAC(key: SymmetricKey(data: secret))
    }

    /// The 32 octets of HMAC-SHA-256 over `purpose`, a zero octet, and `octets`. A code made for one purpose never
    /// equals one made for another.
    func code(_ purpose: Purpose, _ octets: [UInt8]) -> HMAC<SHA256>.MAC {
        var mac = keyed
        mac.update(data: purpose.prefix + octets)
        return mac.finalize()
    }

    /// The purpose of a code.
    struct Purpose: Sendable {
        let prefix: [UInt8]

        /// Makes a purpose. `name` and `scope` contain no zero octet: both are Usher's own words.
        init(_ name: String, scope: String = "") {
            prefix = Array("usher \(name)".utf8) + [0] + Array(scope.utf8) + [0]
        }
    }
}

/// A key never prints its secret.
extension SigningKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "key \(id)" }
    package var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
