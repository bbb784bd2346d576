import UsherCore

/// One row of a contacts file.
package struct ContactsRow: Sendable {
    /// Of its first field, from 1.
    package let line: Int
    /// What it says, or why it cannot be told: one clause. The rows around it are not touched.
    package let draft: Result<Draft, Misreading>
    /// What could be read all the same of a row that is wrong: a no in it counts.
    package var rest: Draft?
    /// Nothing after it is read, for nobody can tell where a row ends there.
    package var isLast = false
}

/// Reads a contacts file (CSV) row by row, in bounded memory: what `import`, `enqueue --from` and `suppress add --from`
/// take.
///
/// The first line names the columns: `address` (or `email`), `name` (or `first_name` and `last_name`), `zone`,
/// `language`, `key`, `stage`, `tags` (between spaces, commas or semicolons), and attributes by their declared names; a
/// format or a map says what columns of other names are. Fields are separated by commas, semicolons or tabs, whichever
/// the first line has most of, or by what a line `sep=;` before it says. An empty field says nothing about the person,
/// and empty fields behind the last column do not count. A row that is wrong is reported with its line, and the rows
/// around it are kept; only after quotes that nobody can tell apart nothing more is read, because what stands inside
/// quotes must never become a row.
package struct ContactsReader {
    private let source: OctetSource
    private let columns: [ContactsColumn]
    private let tool: String?
    private let purpose: ListReading.Purpose
    private var records: CSVRecords
    /// The first record is a row, and was read already: the list has no line with names.
    private var isAtRow = false
    /// The list has no such line at all.
    private let isBare: Bool
    /// Whether any column says something of marketing, and whether any can say that somebody said no.
    package let speaks: Bool
    package let canSayNo: Bool
    /// Columns whose meaning nobody knows, of a list of which only the noes are wanted.
    package let unread: [String]
    /// The columns by which the tool says who said no, where the file has none of them.
    package let missing: [String]

    /// Reads the first line. Throws when it does not name the columns: nothing was read as a person then.
    package init(
        _ source: OctetSource, attributes: [String: AttributeDeclaration], reading: ListReading = ListReading()
    ) throws(ImportFault) {
        var input = CSVBuffer(source)
        let (delimiter, line) = try Self.delimiter(&input)
        var records = CSVRecords(input, delimiter: delimiter, line: line)
        switch try records.next() {
        case .end: throw .empty
        case .bad(let why), .lost(let why): throw .badHeader(why)
        case .record: break
        }
        var names: [String] = []
        for index in records.ends.indices {
            guard let name = String(validating: records.field(index), as: UTF8.self) else {
                throw .wrongEncoding("not UTF-8")
            }
            names.append(name)
        }
        isBare = reading.purpose == .noes && names.contains { $0.contains("@") }
        isAtRow = isBare
        let named =
            isBare ? .addresses : try ContactsColumn.named(names, attributes: attributes, reading: reading)
        columns = named.columns
        speaks = named.speaks
        canSayNo = named.canSayNo
        unread = named.unread
        missing = named.missing
        purpose = reading.purpose
        tool = reading.format?.title
        self.records = records
        self.source = source
    }

    /// The next row; nil at the end of the file.
    package mutating func next() throws(ImportFault) -> ContactsRow? {
        while true {
            if isAtRow {
                isAtRow = false
            } else {
                switch try records.next() {
                case .end: return nil
                case .bad(let reason): return bad(reason)
                case .lost(let reason): return bad(reason + Self.nothingMore, isLast: true)
                case .record: break
                }
            }
            if records.octets.isEmpty { continue }
            if isBare { return ContactsRow(line: records.line, draft: .success(addresses())) }
            guard isAsWide else {
                return bad(
                    "has \(Wording.count(records.ends.count, "field")) where the first line has \(columns.count)")
            }
            var row = RowReading()
            var fault: Misreading?
            for (index, column) in columns.enumerated() {
                do throws(Misreading) {
                    try column.read(FormulaText.read(Self.trimmed(records.field(index))), into: &row)
                } catch {
                    fault = fault ?? error
                }
            }
            let draft = row.finish(tool: tool, purpose)
            return ContactsRow(
                line: records.line, draft: fault.map { .failure($0) } ?? .success(draft),
                rest: fault == nil ? nil : draft)
        }
    }

    /// All addresses of a record of a list that names no columns; what stands there where there is none.
    private func addresses() -> Draft {
        let cells = records.ends.indices.map { index in
            String(decoding: FormulaText.read(Self.trimmed(records.field(index))), as: UTF8.self)
        }
        var row = RowReading()
        let shown = cells.filter { $0.contains("@") }
        row.addresses = shown.isEmpty ? [cells.first { !$0.isEmpty } ?? ""] : shown
        return row.finish(tool: nil, .noes)
    }

    /// Whether the row has a field for each column, and behind them nothing that says something.
    private var isAsWide: Bool {
        let fields = records.ends.count
        if fields <= columns.count { return fields == columns.count }
        return (columns.count..<fields).allSatisfy { Self.trimmed(records.field($0)).isEmpty }
    }

    private func bad(_ reason: String, isLast: Bool = false) -> ContactsRow {
        ContactsRow(line: records.line, draft: .failure(Misreading(reason)), isLast: isLast)
    }

    private static func trimmed(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var octets = octets
        while let first = octets.first, first == 0x20 || first == 0x09 { octets.removeFirst() }
        while let last = octets.last, last == 0x20 || last == 0x09 { octets.removeLast() }
        return octets
    }

    private static let nothingMore =
        "; neither this row nor any after it is read: correct it and give the same command again"

    /// How much of the file was read, and how much there is when that is known: for a progress bar.
    package var progress: (octets: Int, of: Int?) { (source.position, source.size) }

    /// What separates fields, and the number of the line at which the file goes on. Looks at the first line that is not
    /// blank, after a byte order mark, which is taken; a line `sep=;`, which spreadsheets write for each other, is
    /// taken as well.
    private static func delimiter(_ input: inout CSVBuffer) throws(ImportFault) -> (UInt8, line: Int) {
        var head = try input.head(64 << 10)
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw .wrongEncoding("UTF-16") }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            input.advance(3)
            head = head.dropFirst(3)
        }
        let isLineEnd = { (octet: UInt8) in octet == UInt8(ascii: "\n") || octet == UInt8(ascii: "\r") }
        if let (named, length) = Self.named(head) {
            input.advance(length)
            return (named, 2)
        }
        let line = head.drop(while: isLineEnd).prefix { !isLineEnd($0) }
        if line.contains(0) { throw .wrongEncoding("not a text file") }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = candidates.map { candidate in line.count { $0 == candidate } }
        let best = counts.max() ?? 0
        return (zip(candidates, counts).first { $0.1 == best }?.0 ?? UInt8(ascii: ","), 1)
    }

    /// What a line `sep=;` names, in quotes or not, and how long it is with its end.
    private static func named(_ head: ArraySlice<UInt8>) -> (UInt8, length: Int)? {
        let line = head.prefix(10).prefix { $0 != 0x0A && $0 != 0x0D }
        var rest = line[...]
        let isQuoted = rest.first == UInt8(ascii: "\"") && rest.last == UInt8(ascii: "\"")
        if isQuoted { rest = rest.dropFirst().dropLast() }
        let isOne = rest.count == 5 && String(decoding: rest.prefix(4), as: UTF8.self).lowercased() == "sep="
        guard isOne, let named = rest.last, ",;\t|".utf8.contains(named) else { return nil }
        let end = head.dropFirst(line.count).prefix(2)
        return (named, line.count + (end.elementsEqual([0x0D, 0x0A]) ? 2 : min(1, end.count)))
    }
}
