import Foundation

/// The key of an address, for look-up, import and suppression: NFC, lower case. Two spellings of one mailbox have one
/// key.
///
/// The wire never sees it: `EmailAddress.wire` keeps the local part as the person wrote it.
package struct AddressKey: Hashable, Sendable {
    package let text: String

    package init(_ address: EmailAddress) {
        let wire = address.wire
        // ASCII is NFC already; Foundation takes a hundred times longer to say so.
        let isASCII = wire.utf8.allSatisfy { $0 < 0x80 }
        text = (isASCII ? wire : wire.precomposedStringWithCanonicalMapping).lowercased()
    }

    /// Takes the key of a row that the store wrote itself.
    package init(stored text: String) { self.text = text }
}

extension EmailAddress {
    package var key: AddressKey { AddressKey(self) }
}

/// HMAC-SHA-256 of an address key under the state folder's own key: what the suppression ledger knows a person by, so
/// that it outlives an erasure. 32 octets.
package struct AddressHash: Hashable, Sendable {
    package let octets: [UInt8]

    package init(octets: [UInt8]) { self.octets = octets }
}
