import Foundation
import UsherCore

/// What a column of a list holds.
enum ContactsColumn: Hashable {
    case field(DraftField)
    /// Halves of the name, which are joined.
    case first, last
    case attribute(String)
    /// An attribute that is a day; `form` is how days are written here, nil where nobody said.
    case date(String, form: DateForm?)
    /// Tags in the manner of a format.
    case tags(ListFormat)
    /// Says something of marketing. `name` is as it stands in the file.
    case says(ListColumn.Saying, name: String)
    /// When that was said.
    case saidAt
    /// A column that nobody wants.
    case left

    /// Whether two of them would say the same thing twice.
    private var standsAlone: Bool {
        switch self {
        case .left, .says, .saidAt: false
        default: true
        }
    }

    private static let builtIn: [String: ContactsColumn] =
        Dictionary(uniqueKeysWithValues: DraftField.columns.map { ($0.rawValue, .field($0)) })
        .merging(["email": .field(.address), "first_name": .first, "last_name": .last]) { first, _ in first }

    /// Columns of any list that say something of marketing.
    private static let spoken: [String: ListColumn] = [
        "agreed": .isSo(.yes, else: .unsubscribed), "unsubscribed": .isSo(.unsubscribed),
    ]

    /// A list's columns, and whether any of them says something of marketing.
    struct Named {
        var columns: [ContactsColumn]
        var speaks: Bool { columns.contains { if case .says = $0 { true } else { false } } }
    }

    /// The columns that the fields of the first line name, or that `reading` says they are. Case and what nobody sees
    /// around a name do not count, nor do empty names at the end.
    static func named(
        _ names: [String], attributes: [String: AttributeDeclaration], reading: ListReading
    ) throws(ImportFault) -> Named {
        var written = names.map(Self.visible)
        while written.count > 1, written.last?.isEmpty == true { written.removeLast() }
        let found = written.map { $0.lowercased() }
        let map = reading.map.names
        if let missing = map.keys.sorted().first(where: { !found.contains($0) }) {
            throw .noSuchColumn(missing, hint: Suggestion.phrase(for: missing, in: found))
        }
        if found.contains(where: { (map[$0] ?? $0).contains("@") }) { throw .noHeader }
        let naming = Naming(attributes: attributes, reading: reading)
        var (columns, unknown): ([ContactsColumn], [ImportFault.UnknownColumn]) = ([], [])
        var first: [ContactsColumn: String] = [:]
        let own = Set(written.compactMap { naming.own($0) })
        for (index, written) in written.enumerated() {
            guard let column = naming.own(written) ?? naming.listed(written) else {
                unknown.append(naming.unknown(written, index))
                continue
            }
            // An exporter may write one thing under several names, and `--map` or an attribute decides.
            if naming.own(written) == nil, column.standsAlone, own.contains(column) || first[column] != nil {
                columns.append(.left)
                continue
            }
            if column.standsAlone, let other = first.updateValue(written, forKey: column) {
                throw .repeatedColumn(PlainText.shortened(written), first: PlainText.shortened(other))
            }
            columns.append(column)
        }
        guard unknown.isEmpty else { throw .unknownColumns(unknown) }
        guard columns.contains(.field(.address)) else {
            throw .noAddressColumn(
                found: written.map { PlainText.shortened($0) },
                wanted: reading.format?.addresses ?? ["address", "email"])
        }
        return Named(columns: columns)
    }

    /// Without what nobody sees at its ends: blanks of every kind, a second byte order mark.
    private static func visible(_ name: String) -> String {
        let scalars = name.unicodeScalars
        guard let begin = scalars.firstIndex(where: { !$0.isInvisible }),
            let end = scalars.lastIndex(where: { !$0.isInvisible })
        else { return "" }
        return String(scalars[begin...end])
    }

    /// What names mean, each by itself.
    private struct Naming {
        let attributes: [String: AttributeDeclaration]
        let reading: ListReading

        /// What `--map` says, else an attribute, else, without a format, what the plain file has. Nil for none.
        func own(_ written: String) -> ContactsColumn? {
            let lower = written.lowercased()
            let mapped = reading.map.names[lower]
            if mapped == ColumnMap.nothing { return .left }
            if let mapped { return own(mapped, written) }
            if let attribute = attribute(reading.format == nil ? lower : Self.identifier(lower)) { return attribute }
            return reading.format == nil ? own(lower, written) : nil
        }

        /// What a column is that is not one's own: what the format has, or nothing that matters. Nil where `--map` says
        /// what is not known, and where people would lose something.
        func listed(_ written: String) -> ContactsColumn? {
            let lower = written.lowercased()
            guard reading.map.names[lower] == nil else { return nil }
            if let column = reading.format?.column(lower) { return listed(column, written) }
            return reading.purpose == .noes ? .left : nil
        }

        private func own(_ name: String, _ written: String) -> ContactsColumn? {
            if let column = builtIn[name] { return tagged(column) }
            if let column = attribute(name) { return column }
            return spoken[name].map { listed($0, written) }
        }

        /// Tags by the format's manner, also where `--map` says that a column has them.
        private func tagged(_ column: ContactsColumn) -> ContactsColumn {
            guard column == .field(.tags), let format = reading.format else { return column }
            return .tags(format)
        }

        private func attribute(_ name: String) -> ContactsColumn? {
            guard let type = attributes[name]?.type else { return nil }
            return type == .date ? .date(name, form: reading.dates) : .attribute(name)
        }

        private func listed(_ column: ListColumn, _ written: String) -> ContactsColumn {
            switch column {
            case .field(let field): tagged(.field(field))
            case .first: .first
            case .last: .last
            case .says(let saying): .says(saying, name: PlainText.shortened(written))
            case .saidAt: .saidAt
            case .left: .left
            }
        }

        /// `Shoe size` as an attribute may be called.
        private static func identifier(_ name: String) -> String {
            String(name.map { $0 == " " || $0 == "-" ? "_" : $0 })
        }

        func unknown(_ written: String, _ index: Int) -> ImportFault.UnknownColumn {
            let lower = written.lowercased()
            let mapped = reading.map.names[lower]
            // There may be thousands, and each is looked for.
            let known = index < 100 ? builtIn.keys.sorted() + spoken.keys.sorted() + attributes.keys.sorted() : []
            return ImportFault.UnknownColumn(
                name: PlainText.shortened(mapped ?? written), number: index + 1, isMapped: mapped != nil,
                hidden: InvisibleCharacter.name(in: written), hint: Suggestion.nearest(to: mapped ?? lower, in: known))
        }
    }
}
