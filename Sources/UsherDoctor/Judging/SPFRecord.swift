import UsherCore

/// An SPF record, read (RFC 7208 4.6, 5, 6).
struct SPFRecord: Hashable {
    /// The mechanisms that ask DNS for something else than another record.
    enum Question: String, Hashable {
        case a, mx, ptr, exists
    }

    /// A mechanism or a modifier that asks DNS, ends the record, or takes half of the internet in.
    enum Term: Hashable {
        /// One look-up of this kind for a domain; nil asks about the record's own domain.
        case asks(Question, of: String?)
        case include(String, qualifier: Character)
        case redirect(String)
        case all(qualifier: Character)
        /// A network that is larger than anybody's: `ip4:0.0.0.0/0`.
        case world(String, qualifier: Character)
    }

    /// Why a text is no SPF record, in a few words.
    struct Misreading: Error, Hashable {
        let words: String
        /// The word of the text that is wrong, where it is one.
        var word: String?
    }

    let terms: [Term]
    /// A word that receivers never come to: behind `all` (RFC 7208 5.1), or `redirect=` beside it (6.1).
    let unread: String?

    static func isOne(_ text: String) -> Bool {
        let text = text.lowercased()
        return text == "v=spf1" || text.hasPrefix("v=spf1 ")
    }

    init(_ text: String) throws(Misreading) {
        guard Self.isOne(text) else { throw Misreading(words: "it does not begin with v=spf1") }
        var terms: [Term] = []
        var modifiers: Set<String> = []
        var unread: String?
        var redirect: String?
        var isOver = false
        for word in text.split(separator: " ").dropFirst() {
            if let (name, value) = Self.modifier(word) {
                guard name == "redirect" || name == "exp" else { continue }
                guard modifiers.insert(name).inserted else {
                    throw Misreading(words: "it has '\(name)=' twice", word: String(word))
                }
                guard SPFName.isOne(value) else {
                    throw Misreading(words: "'\(Self.shown(word))' names no domain", word: String(word))
                }
                if name == "redirect" {
                    terms.append(.redirect(value))
                    redirect = String(word)
                }
                continue
            }
            let found = try Self.mechanism(word)
            if isOver { unread = unread ?? String(word) }
            if case .all? = found.first { isOver = true }
            terms += found
        }
        self.terms = terms
        self.unread = unread ?? (isOver ? redirect : nil)
    }

    private static func shown(_ word: Substring) -> String { PlainText.shortened(String(word)) }

    /// Reads a modifier `name=value` (RFC 7208 12); nil for what is none.
    private static func modifier(_ word: Substring) -> (name: String, value: String)? {
        guard let equals = word.firstIndex(of: "=") else { return nil }
        let name = word[..<equals]
        guard let first = name.first, first.isASCII, first.isLetter,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
        else { return nil }
        return (name.lowercased(), word[word.index(after: equals)...].lowercased())
    }

    /// Reads a mechanism. Empty for one that asks nothing and ends nothing.
    private static func mechanism(_ word: Substring) throws(Misreading) -> [Term] {
        let shown = shown(word)
        var rest = word.lowercased()[...]
        var qualifier: Character = "+"
        if let first = rest.first, "+-~?".contains(first) {
            qualifier = first
            rest = rest.dropFirst()
        }
        let name = rest.prefix { $0.isLetter || $0.isNumber }
        var argument = rest.dropFirst(name.count)
        switch name {
        case "all":
            guard argument.isEmpty else {
                throw Misreading(words: "'\(shown)' has something behind 'all'", word: String(word))
            }
            return [.all(qualifier: qualifier)]
        case "include", "exists":
            guard argument.first == ":", SPFName.isOne(argument.dropFirst()) else {
                throw Misreading(words: "'\(shown)' names no domain", word: String(word))
            }
            let domain = String(argument.dropFirst())
            return name == "include" ? [.include(domain, qualifier: qualifier)] : [.asks(.exists, of: domain)]
        case "a", "mx", "ptr":
            guard let question = Question(rawValue: String(name)) else { return [] }
            let lengths = question == .ptr ? SPFNetwork.Lengths() : SPFNetwork.lengths(cutOff: &argument)
            guard let lengths, argument.isEmpty || argument.first == ":" && SPFName.isOne(argument.dropFirst()) else {
                throw Misreading(words: "'\(shown)' cannot be read", word: String(word))
            }
            let world: [Term] = lengths.isTheWorld ? [.world(String(word), qualifier: qualifier)] : []
            return [.asks(question, of: argument.isEmpty ? nil : String(argument.dropFirst()))] + world
        case "ip4", "ip6":
            guard argument.first == ":",
                let network = SPFNetwork(argument.dropFirst(), isSix: name == "ip6")
            else { throw Misreading(words: "'\(shown)' names no address", word: String(word)) }
            return network.isTheWorld ? [.world(String(word), qualifier: qualifier)] : []
        default: throw Misreading(words: "'\(shown)' is no word of SPF", word: String(word))
        }
    }
}
