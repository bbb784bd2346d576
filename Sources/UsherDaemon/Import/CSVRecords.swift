/// Takes a CSV file apart (RFC 4180), one record at a time, in bounded memory.
///
/// Fields are separated by `delimiter` and records by LF, CRLF or CR; a field in double quotes may hold all of these,
/// and `""` for a quote. A quote inside a field that does not begin with one is a plain character. Blank lines are
/// passed over. What cannot be taken apart is one bad record, and reading goes on with the line after it:
///
/// | Bad | Goes on |
/// | --- | --- |
/// | text after a closing quote | after that line; after the line that opened the quote, if that is another |
/// | a quote that is never closed, or not within a megabyte | after the line that opened it |
/// | a line longer than a megabyte | after it |
struct CSVRecords {
    enum Outcome: Hashable {
        case record
        case bad(String)
        case end
    }

    static let longestRecord = 1 << 20

    var delimiter: UInt8
    /// Where the last record began, from 1.
    private(set) var line = 0
    /// The last record's fields, end to end, unquoted.
    private(set) var octets: [UInt8] = []
    /// Where each field ends in `octets`.
    private(set) var ends: [Int] = []

    private var input: CSVBuffer
    private var nextLine = 1
    private var rereads = 0

    init(_ input: CSVBuffer, delimiter: UInt8) {
        self.input = input
        self.delimiter = delimiter
    }

    /// The octets of a field of the last record; empty for one that it does not have.
    func field(_ index: Int) -> ArraySlice<UInt8> {
        guard ends.indices.contains(index) else { return [] }
        return octets[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Takes the next record apart; `line`, `octets` and `ends` are about it then.
    mutating func next() throws(ImportFault) -> Outcome {
        repeat {
            octets.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            line = nextLine
            input.markRecord()
            guard try input.peek() != nil else { return .end }
            if let fault = try readRecord() { return .bad(fault) }
        } while ends.count == 1 && octets.isEmpty
        return .record
    }

    /// Nil, or why the record is bad; the input stands at the next record either way.
    private mutating func readRecord() throws(ImportFault) -> String? {
        while true {
            let isQuoted = try input.peek() == UInt8(ascii: "\"")
            if isQuoted {
                input.advance(1)
                guard try readQuoted() else { return try giveUpQuote() }
            }
            let before = octets.count
            try input.appendPlain(until: delimiter, to: &octets, limit: Self.longestRecord)
            guard !isQuoted || octets.count == before else {
                if nextLine > line, canReread { return try giveUpQuote() }
                try skipLine()
                return "has text after a closing quote; a quote inside quotes is written twice"
            }
            ends.append(octets.count)
            guard octets.count < Self.longestRecord, ends.count < 10_000 else {
                try skipLine()
                return "is longer than a megabyte"
            }
            guard try input.peek() == delimiter else {
                try endLine()
                return nil
            }
            input.advance(1)
        }
    }

    /// Reads up to and over the closing quote. False when there is none.
    private mutating func readQuoted() throws(ImportFault) -> Bool {
        while try input.peek() != nil {
            nextLine += try input.appendQuoted(to: &octets)
            guard octets.count < Self.longestRecord else { return false }
            guard try input.peek() != nil else { return false }
            input.advance(1)
            guard try input.peek() == UInt8(ascii: "\"") else { return true }
            octets.append(UInt8(ascii: "\""))
            input.advance(1)
        }
        return false
    }

    private mutating func giveUpQuote() throws(ImportFault) -> String {
        rereads += 1
        input.returnToRecord()
        nextLine = line
        try skipLine()
        return "opens a quote that is not closed"
    }

    /// Takes the last record back when its quotes made it swallow lines that it cannot mean, so that reading goes on
    /// with the line after its first. The reason, or nil when it is no such record.
    mutating func takeBack() throws(ImportFault) -> String? {
        spansLines && canReread ? try giveUpQuote() : nil
    }

    private var spansLines: Bool { nextLine > line + 1 }

    /// A file made of nothing but unclosed quotes must not be read over and over.
    private var canReread: Bool { rereads < 1000 }

    private mutating func skipLine() throws(ImportFault) {
        input.forgetRecord()
        try input.skipPlain()
        try endLine()
    }

    /// Goes over a line's end, or stays at the file's.
    private mutating func endLine() throws(ImportFault) {
        guard let octet = try input.peek() else { return }
        nextLine += 1
        input.advance(1)
        if octet == UInt8(ascii: "\r"), try input.peek() == UInt8(ascii: "\n") { input.advance(1) }
    }
}
