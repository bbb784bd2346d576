extension Language {
    /// The languages of an `Accept-Language` field (RFC 9110 12.5.4), best first: `da, en-GB;q=0.8, *;q=0.1` is `da`,
    /// `en-GB`. What is refused (`q=0`), `*`, and anything that is no language is left out; of very many only the first
    /// twenty count.
    package static func accepted(_ field: String) -> [String] {
        let ranges = field.split(separator: ",", maxSplits: 20).prefix(20).compactMap {
            part -> (tag: String, weight: Double)? in
            let pieces = part.split(separator: ";", omittingEmptySubsequences: false)
                .map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let tag = pieces.first, isTag(tag), pieces.count <= 2 else { return nil }
            guard pieces.count == 2 else { return (tag, 1) }
            guard pieces[1].lowercased().hasPrefix("q="), let weight = Double(pieces[1].dropFirst(2)),
                weight > 0, weight <= 1
            else { return nil }
            return (tag, weight)
        }
        return ranges.enumerated().sorted { ($0.element.weight, -$0.offset) > ($1.element.weight, -$1.offset) }
            .map(\.element.tag)
    }

    private static func isTag(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 35 && text.first?.isLetter == true
            && text.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
    }
}
