/// The tags of a DKIM or DMARC record, `name=value; name=value` (RFC 6376 3.2).
struct TagList {
    private let pairs: [(name: String, value: String)]

    /// Reads the tags; nil where a part is no pair, or a name stands twice. White space around names and values means
    /// nothing.
    init?(_ text: String) {
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed) where !part.isEmpty {
            guard let equals = part.firstIndex(of: "=") else { return nil }
            let name = Self.trimmed(part[..<equals])
            guard !name.isEmpty, !pairs.contains(where: { $0.name == name }) else { return nil }
            pairs.append((String(name), String(Self.trimmed(part[part.index(after: equals)...]))))
        }
        self.pairs = pairs
    }

    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    var first: (name: String, value: String)? { pairs.first }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
