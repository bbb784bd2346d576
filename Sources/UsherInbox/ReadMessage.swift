import UsherCore
import UsherReceiving

/// A message as a person reads it: encodings undone, charsets read, by the reader that reads the mail of others too.
package struct ReadMessage {
    private let message: MessagePart

    /// Reads the octets of a message. Whatever they are, something is read.
    package init(_ octets: [UInt8]) { message = PartReader.read(octets) }

    /// The head, a field on each line, with encoded words decoded (RFC 2047). No field makes a line of its own.
    package var headers: String {
        message.fields.fields.map(Self.line).joined()
    }

    /// The text parts, one after the other; nil where there is none.
    package var text: String? { joined("text/plain") }

    /// The HTML parts, one after the other; nil where there is none.
    package var html: String? { joined("text/html") }

    /// The letter as one text: who wrote to whom, when and about what, and what: the text, or where there is none the
    /// HTML; nil without either.
    package var letter: String? {
        let shown = ["from", "to", "date", "subject"]
        let head = message.fields.fields.filter { shown.contains($0.name) }.map(Self.line)
        return (text ?? html).map { head.joined() + "\n" + $0 }
    }

    private static func line(_ field: HeaderFields.Field) -> String {
        "\(title(field.name)): \(PrintableText.line(DecodedWords.read(field.value)))\n"
    }

    private func joined(_ type: String) -> String? {
        let parts = message.ownParts.filter { $0.type.name == type && !$0.isAttachment }.map { $0.text() }
        guard !parts.isEmpty else { return nil }
        return parts.map { $0.hasSuffix("\n") ? $0 : "\($0)\n" }.joined(separator: "\n")
    }

    /// A field's name as it is usually written: `Message-ID` for `message-id`.
    private static func title(_ name: String) -> String {
        name.split(separator: "-", omittingEmptySubsequences: false).map { word in
            ["id", "mime", "dkim", "spf", "arc"].contains(word) ? word.uppercased() : word.capitalizedFirst
        }.joined(separator: "-")
    }
}

extension Substring {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
