/// An address that may stand in an envelope: the one choke point that keeps CR, LF and NUL off the wire.
///
/// There is no way to hold one that was not checked: `init(_:)` is the only door. What it lets through has one `@`, a
/// local part of 1 to 64 octets (RFC 5321 4.5.3.1.1), a domain of 1 to 255 octets as A-label (RFC 5890), at most 254
/// octets in all, and no control character or white space anywhere.
package struct EmailAddress: Hashable, Sendable {
    /// Never changed or case-folded (RFC 5321 2.4).
    package let localPart: String
    /// Lower case, A-labels (`xn--...`): for the wire and for throttling.
    package let domain: String

    /// For the wire: the local part as given, the domain as A-label.
    package var wire: String { "\(localPart)@\(domain)" }

    /// Whether sending it needs SMTPUTF8 (RFC 6531): a local part that is not ASCII.
    package var needsSMTPUTF8: Bool { !localPart.utf8.allSatisfy { $0 < 0x80 } }

    init(checkedLocalPart localPart: String, domain: String) {
        self.localPart = localPart
        self.domain = domain
    }
}

extension EmailAddress: CustomStringConvertible {
    package var description: String { wire }
}
