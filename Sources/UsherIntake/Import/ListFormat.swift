import UsherCore

/// The shape of another tool's export, as data: which of its columns is what, and what it says of marketing.
package struct ListFormat: Sendable {
    /// As `--format` names it.
    package let name: String
    /// As people write it.
    package let title: String
    /// By their names in lower case.
    let columns: [String: ListColumn]
    let tags: Tags
    /// What columns are whose names begin so, in lower case.
    let prefixes: [(String, ListColumn)]

    /// How tags stand in their cell.
    enum Tags: Hashable, Sendable {
        /// Between commas, those with a comma in quotes; a tag may be of several words.
        case commas
        /// Between `|`.
        case bars
    }

    init(
        _ name: String, _ title: String, tags: Tags = .commas, prefixes: [(String, ListColumn)] = [],
        _ groups: [(ListColumn, [String])]
    ) {
        self.name = name
        self.title = title
        self.tags = tags
        self.prefixes = prefixes
        var columns: [String: ListColumn] = [:]
        for (column, names) in groups { for name in names { columns[name] = column } }
        self.columns = columns
    }

    /// Throws one clause for a tool that is none of these.
    package init(named name: String) throws(Misreading) {
        let lower = name.lowercased()
        guard let format = Self.all.first(where: { $0.name == lower }) else {
            throw Misreading(
                "--format takes \(Self.names.joined(separator: ", ")), not '\(PlainText.shown(name))'"
                    + Suggestion.phrase(for: lower, in: Self.names))
        }
        self = format
    }

    package static var names: [String] { all.map(\.name) }

    /// What a column is, by its name in lower case; nil for one that the table does not have. What sounds as if it said
    /// something of marketing is left out only where the table has the whole name.
    func column(_ lower: String) -> ListColumn? {
        if let column = columns[lower] { return column }
        guard let column = prefixes.first(where: { lower.hasPrefix($0.0) })?.1 else { return nil }
        return column == .left && MarketingName.meaning(lower) != nil ? nil : column
    }

    /// Which columns can say that somebody said no, in order.
    var noes: [String] { columns.filter { $0.value.saying?.canSayNo == true }.keys.sorted() }

    /// The tools whose lists say something of marketing by a column of this name.
    static func speaking(_ lower: String) -> [ListFormat] { all.filter { $0.column(lower)?.saying != nil } }

    /// The tool whose list has columns of these names, where it has at least five of them, and more than half. A
    /// format that is in use never is: its columns are known.
    static func likely(_ names: [String]) -> ListFormat? {
        let lower = names.map { $0.lowercased() }
        let counted = all.map { format in (format, lower.count { format.column($0) != nil }) }
        guard let (format, count) = counted.max(by: { $0.1 < $1.1 }), count >= 5, 2 * count > lower.count else {
            return nil
        }
        return format
    }

    /// Which columns have the address, for whoever looks for it.
    var addresses: [String] { columns.filter { $0.value == .field(.address) }.keys.sorted() }

    /// The tags in a cell, each in one word: what stood between its words is a hyphen.
    func words(_ text: String) -> [String] {
        var tags: [String] = []
        var (tag, isQuoted) = ("", false)
        for character in text {
            switch character {
            case "\"" where self.tags == .commas: isQuoted.toggle()
            case "," where !isQuoted && self.tags == .commas, "|" where self.tags == .bars:
                tags.append(tag)
                tag = ""
            default: tag.append(character)
            }
        }
        tags.append(tag)
        return tags.map { $0.split(whereSeparator: { " ,;\t".contains($0) }).joined(separator: "-") }
            .filter { !$0.isEmpty }
    }
}

extension ListFormat: Hashable {
    package static func == (one: ListFormat, other: ListFormat) -> Bool { one.name == other.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
