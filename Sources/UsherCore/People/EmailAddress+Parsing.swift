import Foundation

extension EmailAddress {
    /// Why a text is not an address.
    package enum Fault: Error, Hashable, Sendable {
        case empty
        case controlCharacter
        /// A zero width space, a no-break space, a byte order mark and the like, by name.
        case invisible(String)
        /// A scalar is no character of Unicode: unassigned, for private use, or a noncharacter.
        case noCharacter
        /// The text has a replacement character: it was not UTF-8 before it became text.
        case replacementCharacter
        case whiteSpace
        case noAt
        case twoAts
        case localPartTooLong
        case tooLong
        case badLocalPart
        case badDomain

        /// The reason as a clause that completes "is not an e-mail address: ".
        package var reason: String {
            switch self {
            case .empty: "it is empty"
            case .controlCharacter: "it contains a line break or another control character"
            case .invisible(let name): "it contains \(name), which nobody sees"
            case .noCharacter: "it contains something that is no character"
            case .replacementCharacter: "it contains octets that are not UTF-8"
            case .whiteSpace: "it contains a space"
            case .noAt: "it has no @"
            case .twoAts: "it has more than one @"
            case .localPartTooLong: "the part before the @ is longer than 64 octets"
            case .tooLong: "it is longer than 254 octets"
            case .badLocalPart: "the part before the @ is not a plain mailbox name"
            case .badDomain: "the part after the @ is not a domain name"
            }
        }
    }

    /// Takes `text` apart after trimming the spaces around it; quoted local parts and address literals are refused.
    package init(_ text: String) throws(Fault) {
        // Nothing this long is one, and nothing in it needs to be looked at.
        guard text.utf8.count <= 4096 else { throw .tooLong }
        let trimmed = text.trimmingCharacters(in: CharacterSet(charactersIn: " \t"))
        guard !trimmed.isEmpty else { throw .empty }
        for scalar in trimmed.unicodeScalars {
            guard scalar != "\u{FFFD}" else { throw .replacementCharacter }
            switch scalar.properties.generalCategory {
            case .format: throw InvisibleCharacter.name(scalar).map(Fault.invisible) ?? .controlCharacter
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: throw .controlCharacter
            case .unassigned, .privateUse: throw .noCharacter
            case .spaceSeparator: throw InvisibleCharacter.name(scalar).map(Fault.invisible) ?? .whiteSpace
            default: break
            }
        }
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count > 1 else { throw .noAt }
        guard parts.count == 2 else { throw .twoAts }
        let localPart = String(parts[0])
        guard localPart.utf8.count <= 64 else { throw .localPartTooLong }
        guard Self.isDotAtom(localPart) else { throw .badLocalPart }
        guard let domain = DomainName.aLabel(String(parts[1])) else { throw .badDomain }
        guard localPart.utf8.count + 1 + domain.utf8.count <= 254 else { throw .tooLong }
        self.init(checkedLocalPart: localPart, domain: domain)
    }

    /// Whether the text is a dot-atom of RFC 5322 3.2.3, with RFC 6531 3.3's letters beyond ASCII.
    private static func isDotAtom(_ text: String) -> Bool {
        let specials = Set("!#$%&'*+-/=?^_`{|}~.".utf8)
        guard !text.isEmpty, !text.hasPrefix("."), !text.hasSuffix("."), !text.contains("..") else { return false }
        return text.utf8.allSatisfy { $0 >= 0x80 || $0.isLetterOrDigit || specials.contains($0) }
    }
}
