import UsherCore

/// One row of a contacts file.
package struct ContactsRow: Sendable {
    /// Of its first field, from 1.
    package let line: Int
    /// What it says, or why it cannot be told: one clause. The rows around it are not touched.
    package let draft: Result<Draft, Misreading>
}

/// Reads a contacts file (CSV) row by row, in bounded memory: what `import` and `enqueue --from` take.
///
/// The first line names the columns: `address` (or `email`), `name`, `zone`, `language`, `key`, `stage`, `tags`
/// (between spaces, commas or semicolons), and attributes by their declared names; a map says what columns of other
/// names are. Fields are separated by commas, semicolons or tabs, whichever the first line has most of. An empty field
/// says nothing about the person. A row that is wrong is reported with its line, and the rows around it are kept; only
/// after quotes that nobody can tell apart nothing more is read, because what stands inside quotes must never become a
/// row.
package struct ContactsReader {
    private let source: OctetSource
    private let columns: [ContactsColumn]
    private var records: CSVRecords

    /// Reads the first line. Throws when it does not name the columns: nothing was read as a person then.
    package init(
        _ source: OctetSource, attributes: [String: AttributeDeclaration], map: ColumnMap = ColumnMap()
    ) throws(ImportFault) {
        var input = CSVBuffer(source)
        let delimiter = try Self.delimiter(&input)
        var records = CSVRecords(input, delimiter: delimiter)
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
        columns = try ContactsColumn.named(names, attributes: attributes, map: map)
        self.records = records
        self.source = source
    }

    /// The next row; nil at the end of the file.
    package mutating func next() throws(ImportFault) -> ContactsRow? {
        while true {
            switch try records.next() {
            case .end: return nil
            case .bad(let reason): return bad(reason)
            case .lost(let reason): return bad(reason + Self.nothingMore)
            case .record: break
            }
            if records.octets.isEmpty { continue }
            let fields = records.ends.count
            guard fields == columns.count else {
                return bad("has \(Wording.count(fields, "field")) where the first line has \(columns.count)")
            }
            var draft = Draft(.columns)
            do throws(Misreading) {
                for (index, column) in columns.enumerated() {
                    try column.read(FormulaText.read(Self.trimmed(records.field(index))), into: &draft)
                }
            } catch {
                return bad(error.reason)
            }
            return ContactsRow(line: records.line, draft: .success(draft))
        }
    }

    private func bad(_ reason: String) -> ContactsRow {
        ContactsRow(line: records.line, draft: .failure(Misreading(reason)))
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

    /// Looks at the first line that is not blank, after a byte order mark, which is taken.
    private static func delimiter(_ input: inout CSVBuffer) throws(ImportFault) -> UInt8 {
        var head = try input.head(64 << 10)
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw .wrongEncoding("UTF-16") }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            input.advance(3)
            head = head.dropFirst(3)
        }
        let isLineEnd = { (octet: UInt8) in octet == UInt8(ascii: "\n") || octet == UInt8(ascii: "\r") }
        let line = head.drop(while: isLineEnd).prefix { !isLineEnd($0) }
        if line.contains(0) { throw .wrongEncoding("not a text file") }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = candidates.map { candidate in line.count { $0 == candidate } }
        let best = counts.max() ?? 0
        return zip(candidates, counts).first { $0.1 == best }?.0 ?? UInt8(ascii: ",")
    }
}
