/// The name of a pair of DKIM keys: the first part of its selectors in DNS, and of its file's name.
package enum DKIMKeyName {
    /// A selector is a label of a domain name: at most 63 octets, with the key's kind behind the name.
    package static let longest = 50

    /// Whether the text is such a name: `a` to `z`, digits and inner hyphens; and not the word that means the relay.
    package static func isOne(_ text: String) -> Bool {
        let octets = text.utf8
        guard (1...longest).contains(octets.count), text != DKIMChoice.relayWord else { return false }
        guard octets.first != UInt8(ascii: "-"), octets.last != UInt8(ascii: "-") else { return false }
        return octets.allSatisfy { $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") }
    }

    /// The sentence for one that is not, after what named it.
    package static func complaint(_ text: String) -> String {
        "'\(PlainText.shortened(text))' is no name for DKIM keys: a-z, 0-9 and inner hyphens, at most \(longest), such as "
            + "usher-20261129"
    }
}
