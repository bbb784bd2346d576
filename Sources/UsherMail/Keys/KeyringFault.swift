/// Why a text is not a keyring.
package enum KeyringFault: Error, Hashable, Sendable {
    case notJSON
    case newer(version: Int)
    case empty
    /// A key has an id of 0, or a secret that is not the base64 of 32 octets.
    case badKey(Int)
    case twice(UInt16)
}

extension KeyringFault: CustomStringConvertible {
    /// The fault in one clause.
    package var description: String {
        switch self {
        case .notJSON: "it is not the JSON that Usher wrote"
        case .newer(let version): "a newer Usher wrote it (version \(version))"
        case .empty: "it has no key"
        case .badKey(let id): "key \(id) is not 32 octets of base64 with a number from 1 to 65535"
        case .twice(let id): "key \(id) is in it twice"
        }
    }
}
