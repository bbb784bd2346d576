import UsherCore

/// Why a contacts file cannot be read at all, or no further. Rows that are wrong are not faults: they are reported one
/// by one.
package enum ImportFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The system's own words.
    case unreadable(String)
    case empty
    case wrongEncoding(String)
    /// `wanted`: how that column may be called here.
    case noAddressColumn(found: [String], wanted: [String] = ["address", "email"])
    /// The first line holds a person.
    case noHeader
    /// All of them at once.
    case unknownColumns([UnknownColumn])
    /// As both stand in the file: `email` is another name of `address`.
    case repeatedColumn(String, first: String)
    /// A mapping names a column that is not there.
    case noSuchColumn(String, hint: String)
    case badHeader(String)

    /// A column that means nothing here.
    package struct UnknownColumn: Hashable, Sendable {
        /// As it stands in the file, or as `--map` says what it is.
        var name: String
        /// From 1.
        var number: Int
        /// Whether it is what `--map` says.
        var isMapped = false
        /// What nobody sees in the name.
        var hidden: String?
        /// What was perhaps meant.
        var hint: String?
    }

    package var description: String {
        switch self {
        case .unreadable(let why): "the CSV file cannot be read: \(why)"
        case .empty: "the CSV file is empty"
        case .wrongEncoding(let name): "the CSV file is \(name); save it as UTF-8"
        case .noAddressColumn(let found, let wanted):
            "the first line names no column \(Self.list(wanted, "or")); it has \(Self.list(found, "and")); say which it is: "
                + "--map NAME=address"
        case .noHeader: "the first line must name the columns, such as address,name,zone,language"
        case .unknownColumns(let columns): Self.words(columns)
        case .noSuchColumn(let name, let hint):
            "the first line has no column '\(PlainText.shown(name))', which --map names\(hint)"
        case .repeatedColumn(let name, let first):
            name == first
                ? "the column '\(name)' stands there twice; keep one of them"
                : "'\(first)' and '\(name)' are the same column here; keep one of them"
        case .badHeader(let why): "the first line \(why)"
        }
    }

    private static let mostNamed = 20

    private static func words(_ columns: [UnknownColumn]) -> String {
        let named = columns.prefix(mostNamed).map(\.words)
        let (more, isOne) = (columns.count - named.count, columns.count == 1)
        let what =
            "unknown \(isOne ? "column" : "columns") \(named.joined(separator: ", "))"
            + (more > 0 ? " and \(more) more" : "")
        // What --map itself says, what nobody sees and what has no name cannot be proposed.
        let map = columns.filter { !$0.isMapped && !$0.name.isEmpty && $0.hidden == nil }.prefix(mostNamed).map {
            "\(ColumnMap.quoted($0.name))=\($0.hint ?? ColumnMap.nothing)"
        }
        return "\(what); declare \(isOne ? "it" : "them") under 'attributes' in config/usher.yaml"
            + (map.isEmpty
                ? ""
                : ", or say what \(isOne ? "it is" : "they are"), and - for nothing: --map "
                    + ShellWord.quoted(map.joined(separator: ",")))
    }

    private static func list(_ names: [String], _ last: String) -> String {
        let quoted = names.prefix(mostNamed).map { "'\($0)'" }
        guard quoted.count > 1, names.count <= mostNamed, let end = quoted.last else {
            return quoted.joined(separator: ", ") + (names.count > mostNamed ? ", ..." : "")
        }
        return quoted.dropLast().joined(separator: ", ") + " \(last) " + end
    }
}

extension ImportFault.UnknownColumn {
    /// `'E-Mail' (did you mean 'email'?)`
    fileprivate var words: String {
        let name = name.isEmpty ? "number \(number), which has no name" : "'\(name)'"
        return name + (hidden.map { " (with \($0))" } ?? "") + (hint.map { " (did you mean '\($0)'?)" } ?? "")
    }
}
