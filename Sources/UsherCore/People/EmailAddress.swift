/// An address that may stand in an envelope: the one choke point that keeps CR, LF and NUL off the wire.
///
/// There is no way to hold one that was not checked: `init(_:)` is the only door. What it lets through has one `@`, a
/// local part of 1 to 64 octets (RFC 5321 4.5.3.1.1), a domain of 1 to 255 octets as A-label (RFC 5890), at most 254
/// octets in all, and no control character or white space anywhere.
package struct EmailAddress: Hashable, Sendable {
    /// The part before the @. It is never changed or case-folded (RFC 5321 2.4).
    package let localPart: String
    /// Lower case, A-labels (`xn--...`): for the wire and for throttling.
    package let domain: String

    /// The address for the wire: the local part as given, the domain as A-label.
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

extension EmailAddress {
    /// An address of Usher's own making at this address's domain, without the cost of parsing: for one envelope sender
    /// per message.
    ///
    /// Nil unless `text` is 1 to 64 lower-case letters, digits, `+` and `-`, and the whole stays within 254 octets.
    package func replacingLocalPart(with text: String) -> EmailAddress? {
        let length = text.utf8.count
        guard (1...64).contains(length), length + 1 + domain.utf8.count <= 254 else { return nil }
        let isPlain = text.utf8.allSatisfy { $0.isLowercase || $0.isDigit || "+-".utf8.contains($0) }
        return isPlain ? EmailAddress(checkedLocalPart: text, domain: domain) : nil
    }
}

extension EmailAddress {
    /// The mailbox that an address most likely ends up in (`CanonicalMailbox`), for counting how often it is mailed to;
    /// never for who somebody is.
    package var mailbox: String { CanonicalMailbox(localPart: localPart, domain: domain).text }

    /// Whether the address is its mailbox's own name: without a tag, and at gmail without dots.
    package var isMailbox: Bool { mailbox.hasPrefix("\(localPart.lowercased())@") || localPart.hasPrefix("\"") }
}

extension EmailAddress {
    /// Reads the wire form in a row that the store wrote itself: only what keeps a damaged row off the wire is looked
    /// at again. Nil for one without exactly one `@` inside it, with a control character or a space, or longer than 254
    /// octets.
    package init?(stored wire: String) {
        var at: String.Index?
        var length = 0
        for index in wire.utf8.indices {
            let octet = wire.utf8[index]
            length += 1
            if octet <= 0x20 || octet == 0x7F { return nil }
            guard octet == UInt8(ascii: "@") else { continue }
            guard at == nil else { return nil }
            at = index
        }
        guard let at, at > wire.startIndex, length <= 254 else { return nil }
        let domain = wire.utf8.index(after: at)
        guard domain < wire.endIndex else { return nil }
        self.init(checkedLocalPart: String(wire[..<at]), domain: String(wire[domain...]))
    }
}
