/// Takes HTML apart into tags and what stands between them, as forgivingly as a mail reader does.
struct TagReader {
    enum Piece {
        case words(Range<Int>)
        /// A start tag: the name and the attributes in lower case, the first of two of one name.
        case start(String, [String: String])
        case end(String)
        /// A comment: the range between `<!--` and `-->`.
        case comment(Range<Int>)
        /// The content of `<style>`, `<script>` and their like, where nothing is a tag.
        case raw(String, Range<Int>)
    }

    private let octets: [UInt8]
    private var index = 0
    /// The element whose raw text comes next.
    private var raw: String?

    init(_ octets: [UInt8]) { self.octets = octets }

    private static let rawElements: Set<String> = [
        "iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp",
    ]

    mutating func next() -> Piece? {
        if let name = raw { return rawText(of: name) }
        while index < octets.count {
            guard octets[index] == UInt8(ascii: "<") else {
                let start = index
                index = find("<", from: index) ?? octets.count
                return .words(start..<index)
            }
            if starts(with: "<!--") {
                // `<!-->` and `<!--->` are whole comments.
                let start = index + 4
                let end = find("-->", from: index + 2)
                index = end.map { $0 + 3 } ?? octets.count
                return .comment(min(start, index)..<max(end ?? index, min(start, index)))
            } else if starts(with: "<!") || starts(with: "<?") || isBogusEnd {
                index = find(">", from: index).map { $0 + 1 } ?? octets.count
            } else if let piece = tag() {
                return piece
            } else {
                index += 1
                return .words(index - 1..<index)
            }
        }
        return nil
    }

    /// Whether this is `</` without a name after it, which begins a comment.
    private var isBogusEnd: Bool {
        starts(with: "</") && index + 2 < octets.count && !octets[index + 2].isLetter
    }

    private mutating func rawText(of name: String) -> Piece {
        raw = nil
        let start = index
        var end = start
        let comment = name == "script" ? find("<!--", from: start) ?? octets.count : octets.count
        while name != "plaintext", let found = find("</", from: end) {
            let after = found + 2 + name.utf8.count
            // In a comment of a script its end may be none.
            if comment < found { break }
            if after < octets.count, Self.endsName(octets[after]), lowercased(found + 2..<after) == name {
                index = found
                return .raw(name, start..<found)
            }
            end = found + 2
        }
        index = octets.count
        return .raw(name, start..<index)
    }

    /// Reads a tag; nil for a `<` that begins none.
    private mutating func tag() -> Piece? {
        let isEnd = starts(with: "</")
        var at = index + (isEnd ? 2 : 1)
        guard at < octets.count, octets[at].isLetter else { return nil }
        let nameStart = at
        while at < octets.count, !Self.endsName(octets[at]) { at += 1 }
        let name = lowercased(nameStart..<at)
        var attributes: [String: String] = [:]
        while at < octets.count, octets[at] != UInt8(ascii: ">") {
            if Self.isBlank(octets[at]) || octets[at] == UInt8(ascii: "/") {
                at += 1
            } else {
                let (key, value) = attribute(&at)
                attributes[key] = attributes[key] ?? value
            }
        }
        index = min(at + 1, octets.count)
        if isEnd { return .end(name) }
        if Self.rawElements.contains(name) { raw = name }
        return .start(name, attributes)
    }

    private func attribute(_ at: inout Int) -> (String, String) {
        let start = at
        at += 1
        while at < octets.count, !Self.endsName(octets[at]), octets[at] != UInt8(ascii: "=") { at += 1 }
        let key = lowercased(start..<at)
        skipBlanks(&at)
        guard at < octets.count, octets[at] == UInt8(ascii: "=") else { return (key, "") }
        at += 1
        skipBlanks(&at)
        guard at < octets.count else { return (key, "") }
        let quote = octets[at]
        let valueStart: Int
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            at += 1
            valueStart = at
            while at < octets.count, octets[at] != quote { at += 1 }
            defer { at = min(at + 1, octets.count) }
            return (key, HTMLReference.decode(octets[valueStart..<at]))
        }
        valueStart = at
        while at < octets.count, !Self.isBlank(octets[at]), octets[at] != UInt8(ascii: ">") { at += 1 }
        return (key, HTMLReference.decode(octets[valueStart..<at]))
    }

    private func skipBlanks(_ at: inout Int) { while at < octets.count, Self.isBlank(octets[at]) { at += 1 } }

    private func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { octets[index...].starts(with: $0) }
    }

    private func find(_ text: StaticString, from start: Int) -> Int? {
        text.withUTF8Buffer { wanted in
            guard start + wanted.count <= octets.count else { return nil }
            return (start...(octets.count - wanted.count)).first { at in
                octets[at] == wanted[0] && octets[at...].starts(with: wanted)
            }
        }
    }

    private func lowercased(_ range: Range<Int>) -> String {
        String(decoding: octets[range].map(\.lowercased), as: UTF8.self)
    }

    private static func isBlank(_ octet: UInt8) -> Bool { octet.isStyleBlank }

    private static func endsName(_ octet: UInt8) -> Bool {
        isBlank(octet) || octet == UInt8(ascii: ">") || octet == UInt8(ascii: "/")
    }
}
