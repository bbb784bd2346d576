/// A reading of HTML as browsers take it apart (WHATWG HTML 13.2.5), independent of the one that is tried: each tag's
/// name and the names of its attributes, and of addresses the scheme.
struct Markup: Equatable {
    private(set) var elements: [String] = []
    private var rest: ArraySlice<UInt8>

    init(_ octets: [UInt8]) {
        rest = octets[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(start + 1)...]
            read()
        }
        rest = []
    }

    /// Goes over what a `<` began.
    private mutating func read() {
        if rest.starts(with: "!--".utf8) {
            // `<!-->` and `<!--->` end at once.
            rest = rest.dropFirst(3)
            if rest.starts(with: ">".utf8) || rest.starts(with: "->".utf8) { return }
            go(behind: ["-->", "--!>"])
        } else if rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "?") {
            go(behind: [">"])
        } else if let first = rest.first, Self.isLetter(first) {
            readTag()
        } else if rest.first == UInt8(ascii: "/"), let second = rest.dropFirst().first {
            if Self.isLetter(second) { readTag() } else { go(behind: [">"]) }
        }
    }

    private mutating func readTag() {
        let isEnd = rest.first == UInt8(ascii: "/")
        if isEnd { rest = rest.dropFirst() }
        let name = String(decoding: take { !Self.isSpace($0) && $0 != 0x2F && $0 != 0x3E }, as: UTF8.self)
        var element = isEnd ? "/\(name)" : name.lowercased()
        while let octet = rest.first, octet != UInt8(ascii: ">") {
            if Self.isSpace(octet) || octet == UInt8(ascii: "/") {
                rest = rest.dropFirst()
            } else {
                readAttribute(&element)
            }
        }
        elements.append(rest.isEmpty ? element + " unclosed" : element)
        rest = rest.dropFirst()
        let kind = element.prefix { $0 != " " }.lowercased()
        guard Self.raw.contains(kind) else { return }
        let before = rest
        go(beforeEndOf: kind)
        // What stands there is a language of its own, but for two.
        guard kind != "title", kind != "textarea" else { return }
        elements.append("= \(String(decoding: before[..<rest.startIndex], as: UTF8.self))")
    }

    /// Over what is no markup, up to the tag that ends it.
    private mutating func go(beforeEndOf name: String) {
        let end = Array("</\(name)".utf8)
        while !rest.isEmpty {
            let isNamed = rest.prefix(end.count).map { Self.isLetter($0) ? $0 | 0x20 : $0 } == end
            let next = rest.dropFirst(end.count).first
            if isNamed, let next, Self.isSpace(next) || next == 0x2F || next == 0x3E { return }
            rest = rest.dropFirst()
        }
    }

    private mutating func readAttribute(_ element: inout String) {
        let first = rest.prefix(1)
        rest = rest.dropFirst()
        let name = String(
            decoding: first + take { !Self.isSpace($0) && ![0x2F, 0x3E, 0x3D].contains($0) }, as: UTF8.self)
        element += " \(name)"
        _ = take(while: Self.isSpace)
        guard rest.first == UInt8(ascii: "=") else { return }
        rest = rest.dropFirst()
        _ = take(while: Self.isSpace)
        let value: ArraySlice<UInt8>
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            rest = rest.dropFirst()
            value = take { $0 != quote }
            rest = rest.dropFirst()
        } else {
            // What has no quotes is the author's alone.
            value = take { !Self.isSpace($0) && $0 != 0x3E }
            element += "=\(String(decoding: value, as: UTF8.self))"
        }
        guard name.lowercased() == "href" else { return }
        guard let colon = value.firstIndex(of: UInt8(ascii: ":")) else { return }
        element += "=\(String(decoding: value[...colon], as: UTF8.self))"
    }

    private mutating func take(while isTaken: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let taken = rest.prefix(while: isTaken)
        rest = rest[taken.endIndex...]
        return taken
    }

    private mutating func go(behind ends: [String]) {
        while !rest.isEmpty {
            for end in ends where rest.starts(with: end.utf8) {
                rest = rest.dropFirst(end.utf8.count)
                return
            }
            rest = rest.dropFirst()
        }
    }

    private static func isLetter(_ octet: UInt8) -> Bool { (0x61...0x7A).contains(octet | 0x20) }

    private static func isSpace(_ octet: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(octet) }

    /// Elements in which no tag begins but their own end.
    private static let raw: Set<String> = [
        "script", "style", "xmp", "iframe", "noembed", "noframes", "title", "textarea",
    ]
}

extension Markup {
    /// The first tag that Markdown does not make, or that does not nest, or leads to another scheme; nil when there is
    /// none.
    var foreign: String? {
        var open: [Substring] = []
        for element in elements {
            let name = element.prefix { $0 != " " }
            if name.hasPrefix("/") {
                guard open.popLast() == name.dropFirst() else { return "</\(name)> does not fit" }
            } else if !["br", "hr", "img"].contains(name) {
                open.append(name)
            }
            guard Self.known.contains(name.hasPrefix("/") ? name.dropFirst() : name) else { return element }
            guard let address = element.firstRange(of: "href=") else { continue }
            let scheme = element[address.upperBound...].lowercased()
            if !Self.schemes.contains(where: scheme.hasPrefix) { return element }
        }
        return open.last.map { "<\($0)> stays open" }
    }

    private static let schemes = ["https:", "http:", "mailto:", "tel:", "sms:"]
    private static let known: Set<Substring> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "code", "hr", "br", "em",
        "strong",
        "a", "img",
    ]
}
