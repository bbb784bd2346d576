import UsherCore
import UsherIntake

extension Fuzzer {
    /// A file of contacts. The first octet says how much of it is read at a time, the second in which tool's format,
    /// and whether only who said no is wanted.
    static let csv = Fuzzer(
        "csv",
        words: [
            "address,name,zone\n", "email;tags;since\n", "address", "name", "key", "stage", "language", "\"", "\"\"",
            ",",
            ";", "\t", "\r\n", "\n", "'=", "ada@example.org", "2026-12-04", "\u{FEFF}", " ", "a b,c;d", "\"a\nb\"",
            "sep=;\n", "Email Address,First Name,Last Name,OPTIN_TIME,UNSUB_TIME,TAGS\n", "agreed", "unsubscribed",
            "first_name",
            "Email,Accepts Email Marketing,Tags\n", "yes", "no", "SUBSCRIBED", "2024-06-11 17:38:27",
            "Ann <ann@example.org>",
            "europe/zurich", "en_US", "\u{A0}", "\u{200B}", "|",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let chunk = 1 + Int(input.next()) % 16
        let reading = ListReading.fuzzed(input.next())
        let whole = Table(reading: Array(input.rest), as: reading, chunk: 64 << 10)
        let cut = Table(reading: Array(input.rest), as: reading, chunk: chunk)
        try hold(whole == cut, "The rows depend on where the reads end.")
        let ends = input.rest.count { $0 == 0x0A || $0 == 0x0D }
        try hold(whole.rows.count <= ends + 1, "There are more rows than lines.")
        let kept = whole.rows.compactMap(\.draft).filter {
            !$0.texts.isEmpty || !$0.tags.isEmpty || !$0.attributes.isEmpty
        }.map { draft in
            // What a list says of marketing is not written again.
            var draft = draft
            draft.listed = .silent
            return draft
        }
        let again = Table(reading: Array(Table.text(of: kept).utf8), as: ListReading(), chunk: 64 << 10)
        try hold(again.rows.map(\.draft) == kept, "A table that is written again is another.")
        for row in whole.rows {
            try hold((1...ends + 1).contains(row.line), "Line \(row.line) is not there.")
            guard let reason = row.refusal else { continue }
            try hold(reason.utf8.count <= 600, "A refusal is very long: \(reason)")
        }
        if let fault = whole.fault?.description {
            try hold(fault.utf8.count <= 600 + 4 * octets.count, "A fault is very long: \(fault)")
        }
    }

    /// Lines of a pipe. The first octet says how much of it is read at a time.
    static let lines = Fuzzer("lines", words: ["\n", "\r\n", " ", "\u{FEFF}", "{}"]) { octets throws(Breach) in
        var input = Octets(octets)
        let chunk = 1 + Int(input.next()) % 16
        let whole = lines(of: Array(input.rest), chunk: 64 << 10)
        try hold(whole == lines(of: Array(input.rest), chunk: chunk), "The lines depend on where the reads end.")
        for case .line(let number, let line) in whole {
            try hold(!line.contains(0x0A), "Line \(number) has an end in it.")
            try hold(line.contains { $0 != 0x20 && $0 != 0x09 }, "Line \(number) is blank.")
        }
        try hold(whole.count <= input.rest.count { $0 == 0x0A } + 1, "There are more lines than ends.")
    }

    private static func lines(of octets: [UInt8], chunk: Int) -> [LineReader.Line] {
        var reader = LineReader(OctetSource(octets, chunk: chunk))
        var lines: [LineReader.Line] = []
        while let line = try? reader.next() { lines.append(line) }
        return lines
    }
}

extension ListReading {
    /// Every second reads a plain file.
    fileprivate static func fuzzed(_ octet: UInt8) -> ListReading {
        let names = ListFormat.names
        let name = octet % 2 == 0 ? nil : names[Int(octet / 2) % names.count]
        return ListReading(format: name.flatMap { try? ListFormat(named: $0) }, for: octet < 200 ? .people : .noes)
    }
}

/// What a file of contacts says.
private struct Table: Equatable {
    struct Row: Equatable {
        let line: Int
        var draft: Draft?
        var refusal: String?
    }

    private(set) var rows: [Row] = []
    private(set) var fault: ImportFault?

    static let attributes = ["since": AttributeDeclaration(type: .date), "note": AttributeDeclaration(type: .text)]
    private static let columns: [DraftField] = [.address, .name, .zone, .language, .key, .stage]

    init(reading octets: [UInt8], as reading: ListReading, chunk: Int) {
        do throws(ImportFault) {
            var reader = try ContactsReader(
                OctetSource(octets, chunk: chunk), attributes: Self.attributes, reading: reading)
            while let row = try reader.next() {
                switch row.draft {
                case .success(let draft): rows.append(Row(line: row.line, draft: draft))
                case .failure(let fault): rows.append(Row(line: row.line, refusal: fault.reason))
                }
            }
        } catch {
            fault = error
        }
    }

    /// A file that says the same.
    static func text(of drafts: [Draft]) -> String {
        let names = Self.attributes.keys.sorted()
        let head = Self.columns.map(\.rawValue) + names + ["tags"]
        return drafts.reduce(into: CSVText.line(head)) { text, draft in
            text += CSVText.line(
                Self.columns.map { draft[$0] ?? "" } + names.map { draft.attributes[$0] ?? "" }
                    + [draft.tags.joined(separator: " ")])
        }
    }
}
