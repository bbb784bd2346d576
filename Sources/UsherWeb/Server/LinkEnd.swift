import Foundation

/// Where a link really ends: mail programs and people take along what stood behind it in a text, as it is or
/// percent-encoded.
enum LinkEnd {
    /// None of them is in a token, a campaign's name or a code.
    private static let foreign = CharacterSet(charactersIn: "/.,;:!?()[]{}<>\"'`*|=\\»«›‹”“„’‘…。，、）」』 \t\r\n\u{A0}")

    /// The path without it.
    ///
    /// | Path | |
    /// | --- | --- |
    /// | `/u/abc.`, `/u/abc)`, `/u/abc>`, `/u/abc/`, `/u/abc).` | `/u/abc` |
    /// | `/u/abc%29`, `/u/abc%E2%80%9D`, `/u/abc%0D%0A` | `/u/abc` |
    /// | `/u/abc&gt;`, `/u/abc&quot;` | `/u/abc` |
    /// | `/u/abc_`, `/u/abc-`, `/u/a%2Fb` | as it is |
    static func cut(_ path: String) -> String {
        var rest = path[...]
        while let shorter = shortened(rest) { rest = shorter }
        return String(rest)
    }

    /// One piece shorter; nil where nothing is foreign.
    private static func shortened(_ path: Substring) -> Substring? {
        for entity in ["&gt;", "&lt;", "&quot;", "&amp;", "&#39;"] where path.hasSuffix(entity) {
            return path.dropLast(entity.count)
        }
        guard let last = path.unicodeScalars.last else { return nil }
        if foreign.contains(last) { return Substring(path.unicodeScalars.dropLast()) }
        // The last character may be up to four encoded octets.
        for octets in 1...4 {
            let encoded = path.suffix(3 * octets)
            guard encoded.count == 3 * octets, encoded.first == "%", let text = String(encoded).removingPercentEncoding
            else { continue }
            guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first, foreign.contains(scalar)
            else {
                continue
            }
            return path.dropLast(encoded.count)
        }
        return nil
    }
}
