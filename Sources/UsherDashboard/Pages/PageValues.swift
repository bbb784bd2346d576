import UsherCore

/// The values that a page is filled in with, made smaller until the page is no longer than it may be: the longest thing
/// on it first. Nobody reads a list of five thousand lines in a browser, and the commands have all of it. Pure.
///
/// | The longest is | What is left of it |
/// | --- | --- |
/// | a text | its first half |
/// | a list or the like, with a text of more than 300 octets | the first 300 octets of each |
/// | a list or the like of more than one row | the first half of its longest lists |
/// | anything else | the first half of its longest texts |
struct PageValues {
    /// How many octets a page may have.
    static let most = 150_000
    private static let longestInList = 300
    /// The length in octets up to which a text is not cut: a name in a link, or a token in a form, is no longer.
    private static let shortest = 120

    private(set) var values: [String: TemplateValue]
    private(set) var isCut = false

    /// Takes the values and makes them smaller, until they alone are short enough, whatever stands around them.
    init(_ values: [String: TemplateValue]) {
        self.values = values
        while self.values.reduce(0, { $0 + Self.octets($1.value) }) > Self.most, cut() {}
    }

    /// Makes the longest of them smaller. False where nothing is left that could be.
    mutating func cut() -> Bool {
        let sizes = values.map { ($0.key, Self.octets($0.value)) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        for (name, size) in sizes {
            guard let value = values[name], let less = Self.less(value), Self.octets(less) < size else { continue }
            values[name] = less
            isCut = true
            return true
        }
        return false
    }

    private static func less(_ value: TemplateValue) -> TemplateValue? {
        if case .text(let text) = value {
            let size = text.utf8.count
            return size > shortest ? .text(text.beginning(of: max(shortest, size / 2))) : nil
        }
        let longest = longestText(value)
        if longest > longestInList { return map(value, texts: longestInList, rows: .max) }
        let rows = mostRows(value)
        if rows > 1 { return map(value, texts: .max, rows: rows / 2) }
        return longest > shortest ? map(value, texts: max(shortest, longest / 2), rows: .max) : nil
    }

    private static func map(_ value: TemplateValue, texts: Int, rows: Int) -> TemplateValue {
        switch value {
        case .text(let text): .text(text.beginning(of: texts))
        case .flag: value
        case .list(let list): .list(list.prefix(rows).map { map($0, texts: texts, rows: rows) })
        case .object(let object): .object(object.mapValues { map($0, texts: texts, rows: rows) })
        }
    }

    // MARK: Sizes

    /// How many octets a value takes on a page at least: each text escaped and once, each row with a little around it.
    private static func octets(_ value: TemplateValue) -> Int {
        switch value {
        case .text(let text): text.utf8.count + 4 * text.utf8.count(where: isEscaped)
        case .flag: 1
        case .list(let list): list.reduce(0) { $0 + 20 + octets($1) }
        case .object(let object): object.reduce(0) { $0 + octets($1.value) }
        }
    }

    /// Whether the octet is escaped in HTML: `&`, `<`, `>` and the two quotation marks.
    private static func isEscaped(_ octet: UInt8) -> Bool {
        octet == 0x26 || octet == 0x3C || octet == 0x3E || octet == 0x22 || octet == 0x27
    }

    private static func longestText(_ value: TemplateValue) -> Int {
        switch value {
        case .text(let text): text.utf8.count
        case .flag: 0
        case .list(let list): list.map(longestText).max() ?? 0
        case .object(let object): object.values.map(longestText).max() ?? 0
        }
    }

    private static func mostRows(_ value: TemplateValue) -> Int {
        switch value {
        case .text, .flag: 0
        case .list(let list): max(list.count, list.map(mostRows).max() ?? 0)
        case .object(let object): object.values.map(mostRows).max() ?? 0
        }
    }
}

extension String {
    /// The text where it has so many octets at most; else its beginning, of whole characters, and a mark that it goes
    /// on.
    func beginning(of octets: Int) -> String {
        guard utf8.count > octets else { return self }
        var (end, size) = (startIndex, 3)
        while end < endIndex {
            let next = index(after: end)
            size += utf8.distance(from: end, to: next)
            guard size <= octets else { break }
            end = next
        }
        return self[..<end] + "…"
    }
}
