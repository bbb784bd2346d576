import UsherCore

/// A message, or a part of one (RFC 2045): its header fields, its octets as they came, and the parts in it.
package struct MessagePart: Sendable {
    package let fields: HeaderFields
    package let type: MediaType
    /// The part's octets, still encoded for the transfer.
    package let body: ArraySlice<UInt8>
    /// The parts of a multipart, or the one message inside a `message/rfc822`.
    package internal(set) var parts: [MessagePart] = []

    /// Whether the part's content is a message of its own, with a header and a body.
    package var holdsMessage: Bool { Self.wrappers.contains(type.name) }

    private static let wrappers: Set<String> = [
        "message/rfc822", "message/global", "message/news", "message/x-original",
    ]

    /// The part's octets without the encoding for the transfer. An unknown encoding is taken for none.
    package var content: [UInt8] {
        switch encoding {
        case "base64": Base64Text.decode(body)
        case "quoted-printable": QuotedPrintable.decode(body)
        default: Array(body)
        }
    }

    var encoding: String { (fields["content-transfer-encoding"] ?? "").trimmedBlanks.lowercased() }

    /// The content as text in its charset, with LF for line ends; at most `longest` octets of it.
    package func text(longest: Int = .max) -> String {
        let octets = Self.withoutReturns(content.prefix(longest))
        let charset = type.parameters["charset"]
        // UTF-16 cannot stand in lines of a mail as it is.
        let isWide = (charset ?? "").lowercased().hasPrefix("utf-16")
        let isEncoded = ["base64", "quoted-printable"].contains(encoding)
        let text = Charset.text(octets, named: isWide && !isEncoded ? nil : charset)
        return isWide ? text.replacing("\r\n", with: "\n") : text
    }

    private static func withoutReturns(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(octets.count)
        for octet in octets {
            if octet == 0x0A, kept.last == 0x0D { kept.removeLast() }
            kept.append(octet)
        }
        return kept
    }

    package var isAttachment: Bool {
        MediaType(fields["content-disposition"] ?? "").name == "attachment"
    }

    /// This part, and those in it that belong to the same message. A message that is wrapped in counts as one part.
    package var ownParts: [MessagePart] { [self] + (holdsMessage ? [] : parts.flatMap(\.ownParts)) }
}
