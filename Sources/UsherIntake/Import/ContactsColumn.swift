import Foundation
import UsherCore

/// What a column of a list holds.
indirect enum ContactsColumn: Hashable {
    case field(DraftField)
    /// Another column for the address: of a person it is taken where the first has none.
    case moreAddress
    /// Halves of the name, which are joined.
    case first, last
    case attribute(String)
    /// An attribute that is a day; `form` is how days are written here, nil where nobody said.
    case date(String, form: DateForm?)
    /// Tags in the manner of a format.
    case tags(ListFormat)
    /// Says something of marketing. `name` is as it stands in the file; `also` is the attribute that it is besides.
    case says(ListColumn.Saying, name: String, also: ContactsColumn?)
    /// When that was said.
    case saidAt(ListColumn.Kind)
    /// A column that nobody wants.
    case left

    /// Whether two of them would say the same thing twice.
    private var standsAlone: Bool {
        switch self {
        case .left, .says, .saidAt, .moreAddress: false
        default: true
        }
    }

    /// What decides of a row: who it is, and what it says of marketing.
    private var isOfNoes: Bool {
        switch self {
        case .field(.address), .moreAddress, .says, .saidAt: true
        default: false
        }
    }

    private var saying: ListColumn.Saying? {
        if case .says(let saying, _, _) = self { saying } else { nil }
    }

    /// A list's columns, and what is to be said of them.
    struct Named {
        var columns: [ContactsColumn]
        /// Columns whose meaning nobody knows, of a list of which only the noes are wanted.
        var unread: [String] = []
        /// Columns that would say who said no, where the tool has some and the file has none.
        var missing: [String] = []

        /// Whether any column can say that somebody said no.
        var canSayNo: Bool { columns.contains { $0.saying?.canSayNo == true } }
        /// Whether any column says something of marketing.
        var speaks: Bool { columns.contains { $0.saying != nil } }

        /// What stands further to the right in a list without a first line is one more address, or a name.
        static var addresses: Named { Named(columns: [.field(.address)]) }
    }

    /// The columns that the fields of the first line name, or that `reading` says they are. Case and what nobody sees
    /// around a name do not count, nor do empty names at the end.
    static func named(
        _ names: [String], attributes: [String: AttributeDeclaration], reading: ListReading
    ) throws(ImportFault) -> Named {
        var written = names.map(Self.visible)
        while written.count > 1, written.last?.isEmpty == true { written.removeLast() }
        let map = reading.map.names
        let shown = written
        // A name that nobody can write is its number.
        for (index, name) in shown.enumerated() {
            let isNumbered = map["\(index + 1)"] != nil && InvisibleCharacter.name(in: name) != nil
            if name.isEmpty || isNumbered { written[index] = "\(index + 1)" }
        }
        let found = written.map { $0.lowercased() }
        if let missing = map.keys.sorted().first(where: { !found.contains($0) }) {
            throw .noSuchColumn(missing, hint: Suggestion.phrase(for: missing, in: found))
        }
        if found.contains(where: { (map[$0] ?? $0).contains("@") }) { throw .noHeader }
        let naming = ContactsNaming(attributes: attributes, reading: reading)
        var named = Named(columns: [])
        var unknown: [ImportFault.UnknownColumn] = []
        var first: [ContactsColumn: String] = [:]
        var mine: [ContactsColumn?] = []
        for name in written { mine.append(try naming.own(name)) }
        let own = Set(mine.compactMap(\.self))
        for (index, written) in written.enumerated() {
            guard var column = mine[index] ?? naming.listed(written) else {
                unknown.append(naming.unknown(shown[index], index))
                named.columns.append(.left)
                continue
            }
            // An exporter may write one thing under several names, and `--map` or an attribute decides.
            if mine[index] == nil, column.standsAlone, own.contains(column) || first[column] != nil {
                column = column == .field(.address) ? .moreAddress : .left
            }
            if column.standsAlone, let other = first.updateValue(written, forKey: column) {
                throw .repeatedColumn(PlainText.shortened(written), first: PlainText.shortened(other))
            }
            named.columns.append(reading.purpose == .noes && !column.isOfNoes ? .left : column)
        }
        switch reading.purpose {
        case .people:
            guard unknown.isEmpty else { throw .unknownColumns(unknown) }
            if let format = reading.format, !named.canSayNo { named.missing = format.noes }
        case .noes:
            let mapped = unknown.filter(\.isMapped)
            guard mapped.isEmpty else { throw .unknownColumns(mapped) }
            let spoken = unknown.filter { !$0.speakers.isEmpty }
            guard spoken.isEmpty else { throw .speakingElsewhere(spoken) }
            named.unread = unknown.map(\.shownName)
        }
        guard named.columns.contains(.field(.address)) else {
            throw .noAddressColumn(
                found: written.map { PlainText.shortened($0) },
                wanted: reading.format?.addresses ?? ["address", "email"])
        }
        return named
    }

    /// Without what nobody sees at its ends: blanks of every kind, a second byte order mark.
    static func visible(_ name: String) -> String {
        let scalars = name.unicodeScalars
        guard let begin = scalars.firstIndex(where: { !$0.isInvisible }),
            let end = scalars.lastIndex(where: { !$0.isInvisible })
        else { return "" }
        return String(scalars[begin...end])
    }
}
