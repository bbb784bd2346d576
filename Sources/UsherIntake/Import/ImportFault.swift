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
    /// `--map` leaves a column out by which the tool's lists say who said no.
    case speakingColumn(String, tool: String)
    /// A list of which only the noes are wanted has columns by which other tools say yes and no.
    case speakingElsewhere([UnknownColumn])
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
        /// What it sounds like: what `--map` would call it.
        var meaning: String?
        /// The formats in which a column of this name says something of marketing.
        var speakers: [String] = []

        /// Stands among `speakers` for a file without a format.
        static let ownFile = ""
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
        case .speakingColumn(let name, let tool):
            "--map '\(name)=-' would leave out who said no: by this column \(tool) says it; leave it to --format, or say "
                + "what else it is"
        case .speakingElsewhere(let columns):
            "whether \(columns.count == 1 ? "a column says" : "columns say") no is not known: "
                + columns.prefix(Self.mostNamed).map(\.words).joined(separator: ", ")
                + "; say whose list it is with --format, or what the column is with --map NAME=unsubscribed, - for nothing"
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
        if let format = ListFormat.likely(columns.filter { !$0.isMapped }.map(\.name)) {
            return "\(what); they are named as \(format.title) names them: say --format \(format.name)"
        }
        let map = columns.compactMap(\.proposal)
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
    /// As people can point at it.
    var shownName: String { name.isEmpty ? "number \(number), which has no name" : "'\(name)'" }

    /// `'E-Mail' (did you mean 'email'?)`
    fileprivate var words: String {
        let formats = speakers.filter { $0 != Self.ownFile }
        let spoken =
            formats.isEmpty
            ? soundsLikeMarketing ? "it says something of marketing, perhaps" : nil
            : "it says yes or no with --format \(formats.joined(separator: " or "))"
        let asked = spoken == nil && meaning == nil ? hint.map { "did you mean '\($0)'?" } : nil
        let notes = [hidden.map { "with \($0)" }, spoken, asked].compactMap(\.self)
        return notes.isEmpty ? shownName : "\(shownName) (\(notes.joined(separator: "; ")))"
    }

    private var soundsLikeMarketing: Bool { meaning == "agreed" || meaning == "unsubscribed" }

    /// `E-Mail=address`: nil where nobody can tell what to propose. A name that nobody can write is its number; what
    /// `--map` itself says is known, and what may say who said no is never proposed to be left out.
    fileprivate var proposal: String? {
        guard !isMapped, let what = meaning ?? (speakers.isEmpty ? hint ?? ColumnMap.nothing : nil) else { return nil }
        return "\(name.isEmpty || hidden != nil ? "\(number)" : ColumnMap.quoted(name))=\(what)"
    }
}
