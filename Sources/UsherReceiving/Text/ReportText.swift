import UsherCore

/// What a mail says in its own words, and what of another message stands in it: wrapped in as a part, or pasted behind
/// the words.
struct ReportText {
    /// The lines that the mail says in its own words, at most `mostLines`.
    var lines: [String] { spoken.lines }
    let spoken: SpokenLines
    /// The header of the message that came back; nil where none did.
    let returned: HeaderFields?
    /// Whether the mail has any text at all, whoever wrote it.
    let isThere: Bool

    static let mostLines = 400
    static let mostOctets = 64 * 1024
    /// How many characters of a line are read.
    static let longestLine = 2000

    init(_ message: MessagePart) {
        let own = message.ownParts
        var lines: [String] = []
        for text in Self.texts(own) {
            let pieces = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(Self.mostLines)
            lines += pieces.map { String($0.prefix(Self.longestLine)) }
        }
        lines = Array(lines.prefix(2 * Self.mostLines))
        isThere = lines.contains { !$0.allSatisfy(\.isWhitespace) }
        let wrapped = own.lazy.compactMap(Self.wrapped).first
        let split = Self.split(lines)
        spoken = SpokenLines(Array((split?.lines ?? lines).prefix(Self.mostLines)))
        returned = wrapped ?? split?.pasted
    }

    /// The texts of the parts: plain text where there is some, else HTML's words.
    private static func texts(_ parts: [MessagePart]) -> [String] {
        let readable = parts.filter { !$0.isAttachment && !$0.type.isMultipart }
        let plain = readable.filter { $0.type.name == "text/plain" }.prefix(10).map { $0.text(longest: mostOctets) }
        if plain.contains(where: { !$0.allSatisfy(\.isWhitespace) }) { return plain }
        return readable.filter { $0.type.name == "text/html" }.prefix(3).map {
            PlainHTML.text($0.text(longest: 4 * mostOctets))
        }
    }

    /// The header of a message in a part, whole or alone; nil where the part is something else.
    static func wrapped(_ part: MessagePart) -> HeaderFields? {
        if part.holdsMessage { return part.parts.first?.fields }
        // On the way a message may have become a file.
        let isFile =
            part.body.count < mostOctets
            && (part.type.name == "application/octet-stream" || part.type.name == "text/plain" && part.isAttachment)
        guard isFile || headers.contains(part.type.name) else { return nil }
        let fields = HeaderFields.read(part.content.drop { $0 == 0x0A || $0 == 0x0D }[...]).0
        if isFile { return fields.has("message-id") && fields.has("from") ? fields : nil }
        // Where the blank line behind the part's header is missing, the two are one.
        return fields.fields.isEmpty || part.fields.has("message-id") ? part.fields : fields
    }

    private static let headers: Set<String> = [
        "text/rfc822-headers", "message/global-headers", "message/rfc822-headers", "text/rfc822-header", "text/rfc822",
        "text/x-rfc822-headers", "application/rfc822-headers",
    ]

    /// The lines before a header that is pasted into the text, and that header: it begins where three fields stand in a
    /// row, one of them such as only a message has. Nil where there is none.
    private static func split(_ lines: [String]) -> (lines: [String], pasted: HeaderFields)? {
        for start in lines.indices {
            guard name(lines[start]) != nil else { continue }
            let block = lines[start...].prefix(200).prefix { !unquoted($0).isEmpty }
            let names = block.prefix(60).compactMap(name)
            guard names.count >= 3, names.contains(where: telling.contains) else { continue }
            let text = lines[start...].prefix(300).map(unquoted).joined(separator: "\n")
            return (Array(lines[..<start]), HeaderFields.read(Array(text.utf8)[...]).0)
        }
        return nil
    }

    /// The line without the marks of a quotation.
    private static func unquoted(_ line: String) -> String {
        guard line.first == ">" || line.first == "|" else { return line.last == "\r" ? String(line.dropLast()) : line }
        let rest = line.dropFirst()
        return String(rest.first == " " ? rest.dropFirst() : rest)
    }

    private static func name(_ line: String) -> String? {
        let octets = Array(unquoted(line).utf8.prefix(80))
        guard let end = HeaderFields.nameEnd(octets[...]) else { return nil }
        let name = String(decoding: octets[..<end], as: UTF8.self).lowercased()
        return known.contains(name) || name.hasPrefix("x-") ? name : nil
    }

    private static let telling: Set<String> = [
        "received", "message-id", "return-path", "mime-version", "dkim-signature", "content-type",
    ]
    private static let known: Set<String> = telling.union([
        "from", "to", "subject", "date", "reply-to", "list-unsubscribe", "list-unsubscribe-post", "list-id", "sender",
        "feedback-id", "content-transfer-encoding", "authentication-results", "delivered-to", "cc", "auto-submitted",
        "references", "in-reply-to", "precedence", "received-spf", "arc-seal", "envelope-to", "errors-to",
    ])
}
