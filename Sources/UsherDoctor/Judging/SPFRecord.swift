import UsherCore

/// An SPF record, read (RFC 7208 4.6, 5, 6).
struct SPFRecord: Hashable {
    /// A mechanism or a modifier that asks DNS or ends the record.
    enum Term: Hashable {
        /// `a`, `mx`, `ptr`, `exists`: one look-up each.
        case asks(String)
        case include(String)
        case redirect(String)
        case all(qualifier: Character)
    }

    /// Why a text is no SPF record, in a few words.
    struct Misreading: Error, Hashable {
        let words: String
    }

    let terms: [Term]

    static func isOne(_ text: String) -> Bool {
        let text = text.lowercased()
        return text == "v=spf1" || text.hasPrefix("v=spf1 ")
    }

    init(_ text: String) throws(Misreading) {
        guard Self.isOne(text) else { throw Misreading(words: "it does not begin with v=spf1") }
        var terms: [Term] = []
        var hasRedirect = false
        for word in text.split(separator: " ").dropFirst() {
            let term = try Self.term(word)
            if case .redirect? = term {
                guard !hasRedirect else { throw Misreading(words: "it has 'redirect=' twice") }
                hasRedirect = true
            }
            if let term { terms.append(term) }
        }
        self.terms = terms
    }

    /// Nil for what asks nothing and ends nothing.
    private static func term(_ word: Substring) throws(Misreading) -> Term? {
        let shown = PlainText.shortened(String(word))
        if let equals = word.firstIndex(of: "="),
            word[..<equals].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
        {
            let value = String(word[word.index(after: equals)...])
            guard word[..<equals].lowercased() == "redirect" else { return nil }
            guard !value.isEmpty else { throw Misreading(words: "'redirect=' names nothing") }
            return .redirect(value.lowercased())
        }
        var rest = word.lowercased()[...]
        var qualifier: Character = "+"
        if let first = rest.first, "+-~?".contains(first) {
            qualifier = first
            rest = rest.dropFirst()
        }
        let name = rest.prefix { $0.isLetter || $0.isNumber }
        let argument = rest.dropFirst(name.count)
        let value = argument.first == ":" ? String(argument.dropFirst()) : nil
        switch name {
        case "all":
            guard argument.isEmpty else { throw Misreading(words: "'\(shown)' has something behind 'all'") }
            return .all(qualifier: qualifier)
        case "include", "exists":
            guard let value, !value.isEmpty else { throw Misreading(words: "'\(shown)' names no domain") }
            return name == "include" ? .include(value) : .asks("exists:\(value)")
        case "a", "mx", "ptr":
            guard argument.isEmpty || argument.first == ":" || (argument.first == "/" && name != "ptr"), value != ""
            else {
                throw Misreading(words: "'\(shown)' cannot be read")
            }
            return .asks(String(rest))
        case "ip4", "ip6":
            guard let value, isNetwork(value, six: name == "ip6") else {
                throw Misreading(words: "'\(shown)' names no address")
            }
            return nil
        default: throw Misreading(words: "'\(shown)' is no word of SPF")
        }
    }

    private static func isNetwork(_ text: String, six: Bool) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = parts.first else { return false }
        if parts.count == 2 {
            guard let length = Int(parts[1]), (0...(six ? 128 : 32)).contains(length) else { return false }
        }
        guard !six else {
            return address.contains(":") && address.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        }
        let octets = address.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }
    }
}
