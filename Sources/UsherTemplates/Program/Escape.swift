import UsherCore

/// The escaping of a value on its way into the place of its tag.
enum Escape: UInt8, Hashable, Sendable {
    /// None, for the text part: the value stays as it is.
    case none
    /// For HTML text and quoted attributes: `&`, `<`, `>` and both quotes become entities.
    case html
    /// For a part of an address: everything but RFC 3986's unreserved characters is percent-encoded.
    case urlPart
    /// For the beginning of an address in an attribute: it must be http, https or mailto; what no address may have is
    /// percent-encoded, and the rest is escaped as HTML.
    case urlInHTML
    /// For the beginning of an address in the text part: it must be http, https or mailto; what no address may have is
    /// percent-encoded.
    case urlInText
    /// For a header: the value stays as it is, one clean line.
    case header

    /// The text without what cannot stand here: only a header has room for one line and no more. A value never stops a
    /// message.
    func cleaned(_ text: String) -> String { self == .header ? PlainText.cleaned(text) : text }

    /// Appends the escaped value. False when the value cannot stand here; then nothing sensible was appended.
    func append(_ text: String, to out: inout [UInt8]) -> Bool {
        if self == .header, cleaned(text) != text { return false }
        var text = text
        return text.withUTF8 { octets in
            switch self {
            case .none, .header:
                out.append(contentsOf: octets)
                return true
            case .html:
                Self.appendHTML(octets, to: &out)
                return true
            case .urlPart:
                for octet in octets {
                    if octet.isUnreserved { out.append(octet) } else { Self.appendPercent(octet, to: &out) }
                }
                return true
            case .urlInHTML, .urlInText:
                guard Self.hasWebScheme(octets) else { return false }
                if octets.contains(where: { $0 >= 0x80 }) {
                    var plain = LinkHost.aLabelled(String(decoding: octets, as: UTF8.self))
                    plain.withUTF8 { Self.appendURL($0, inHTML: self == .urlInHTML, to: &out) }
                } else {
                    Self.appendURL(octets, inHTML: self == .urlInHTML, to: &out)
                }
                return true
            }
        }
    }

    /// The reason why `append` refuses a value, to stand after the tag's name.
    var refusal: String {
        switch self {
        case .header: "has a line break or another control character, which a subject cannot have"
        default: "is not an http, https or mailto address"
        }
    }

    private static func appendHTML(_ octets: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var start = 0
        for index in octets.indices {
            guard let entity = entity(octets[index]) else { continue }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: octets[start..<index]))
            append(entity, to: &out)
            start = index + 1
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: octets[start...]))
    }

    private static func entity(_ octet: UInt8) -> StaticString? {
        switch octet {
        case 0x22: "&quot;"
        case 0x26: "&amp;"
        case 0x27: "&#39;"
        case 0x3C: "&lt;"
        case 0x3E: "&gt;"
        default: nil
        }
    }

    private static func append(_ text: StaticString, to out: inout [UInt8]) {
        text.withUTF8Buffer { out.append(contentsOf: $0) }
    }

    private static func appendURL(_ octets: UnsafeBufferPointer<UInt8>, inHTML: Bool, to out: inout [UInt8]) {
        for octet in octets {
            if !isInURL(octet) {
                appendPercent(octet, to: &out)
            } else if inHTML, let entity = entity(octet) {
                append(entity, to: &out)
            } else {
                out.append(octet)
            }
        }
    }

    private static func appendPercent(_ octet: UInt8, to out: inout [UInt8]) {
        Hexadecimal.append(octet, after: 0x25, to: &out)
    }

    private static func hasWebScheme(_ octets: UnsafeBufferPointer<UInt8>) -> Bool {
        let schemes: [StaticString] = ["https://", "http://", "mailto:"]
        return schemes.contains { scheme in
            scheme.withUTF8Buffer { wanted in
                octets.count > wanted.count && wanted.indices.allSatisfy { octets[$0].lowercased == wanted[$0] }
            }
        }
    }

    /// Whether an address may have this octet: RFC 3986 2.2, 2.3 and the percent sign of 2.1.
    private static func isInURL(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x21, 0x23...0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40, 0x5B, 0x5D: true
        default: octet.isUnreserved
        }
    }
}
