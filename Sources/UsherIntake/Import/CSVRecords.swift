/// Takes a CSV file apart (RFC 4180), one record at a time, in bounded memory.
///
/// Fields are separated by `delimiter` and records by LF, CRLF or CR; a field in double quotes may hold all of these,
/// and `""` for a quote. Blanks around the quotes do not count. A quote inside a field that does not begin with one is
/// a plain character. Blank lines are passed over.
///
/// What stands between quotes is never read as a record: it may be what a stranger wrote. So a record ends where its
/// quotes let it end, however wrong it is, and where nobody can tell where that is, reading ends:
///
/// | Bad | Goes on |
/// | --- | --- |
/// | longer than a megabyte, or of more than 10,000 fields | after the record |
/// | text after a closing quote, and the quotes after it fit | after the record |
/// | the same, and they do not fit | not at all |
/// | a quote that is never closed | not at all |
struct CSVRecords {
    enum Outcome: Hashable {
        case record
        case bad(String)
        /// Nothing after the line where this record begins can be told apart.
        case lost(String)
        case end
    }

    static let longestRecord = 1 << 20
    static let mostFields = 10_000
    private static let quote = UInt8(ascii: "\"")

    var delimiter: UInt8
    /// Where the last record began, from 1; for a lost one, where its quote opens.
    private(set) var line = 0
    /// The last record's fields, end to end, unquoted.
    private(set) var octets: [UInt8] = []
    /// Where each field ends in `octets`.
    private(set) var ends: [Int] = []

    private var input: CSVBuffer
    private var nextLine: Int
    private var isLost = false

    /// `line` is the number of the line that `input` begins with.
    init(_ input: CSVBuffer, delimiter: UInt8, line: Int = 1) {
        self.input = input
        self.delimiter = delimiter
        nextLine = line
    }

    /// The octets of a field of the last record; empty for one that it does not have.
    func field(_ index: Int) -> ArraySlice<UInt8> {
        guard ends.indices.contains(index) else { return [] }
        return octets[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Takes the next record apart; `line`, `octets` and `ends` are about it then.
    mutating func next() throws(ImportFault) -> Outcome {
        guard !isLost else { return .end }
        var outcome: Outcome
        repeat {
            octets.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            line = nextLine
            guard try input.peek() != nil else { return .end }
            outcome = try readRecord()
        } while outcome == .record && ends.count == 1 && octets.isEmpty
        return outcome
    }

    private mutating func readRecord() throws(ImportFault) -> Outcome {
        var fault: String?
        while true {
            let start = octets.count
            try takeBlanks()
            var fits: Bool
            if try input.peek() == Self.quote {
                octets.removeSubrange(start...)
                let opened = nextLine
                fits = true
                guard try readQuoted(&fits) else { return lose("opens a quote that is not closed", at: opened) }
                let end = octets.count
                try takeBlanks()
                octets.removeSubrange(min(end, octets.count)...)
                guard try isAtFieldEnd() else {
                    return try readOn() ? .bad(Self.misquoted) : lose(Self.misquoted, at: opened)
                }
            } else {
                fits = try input.takePlain(until: delimiter, to: &octets, limit: Self.longestRecord)
            }
            ends.append(octets.count)
            if !fits { fault = "is longer than a megabyte" }
            if ends.count > Self.mostFields { fault = fault ?? "has more than \(Self.mostFields) fields" }
            if fault != nil {
                octets.removeAll(keepingCapacity: true)
                ends.removeAll(keepingCapacity: true)
            }
            guard try input.peek() == delimiter else {
                try endLine()
                return fault.map(Outcome.bad) ?? .record
            }
            input.advance(1)
        }
    }

    private static let misquoted = "has text after a closing quote; a quote inside quotes is written twice"

    private mutating func lose(_ reason: String, at opened: Int) -> Outcome {
        isLost = true
        line = opened
        return .lost(reason)
    }

    /// Reads up to and over the closing quote. False when there is none.
    private mutating func readQuoted(_ fits: inout Bool) throws(ImportFault) -> Bool {
        input.advance(1)
        while true {
            let whole = try input.takeQuoted(to: &octets, limit: Self.longestRecord, lines: &nextLine)
            fits = fits && whole
            guard try input.peek() != nil else { return false }
            input.advance(1)
            guard try input.peek() == Self.quote else { return true }
            octets.append(Self.quote)
            input.advance(1)
        }
    }

    /// After text behind a closing quote: goes on to the record's end. There are two ways to read such quotes, one that
    /// sees them only where a field begins, and one in which each of them opens or closes; where the two do not end on
    /// the same line, false.
    private mutating func readOn() throws(ImportFault) -> Bool {
        var (strict, loose, atFieldStart, justClosed) = (false, false, false, false)
        while let octet = try input.peek() {
            if octet == 0x0A || octet == 0x0D {
                guard strict == loose else { return false }
                try endLine()
                if !strict { return true }
                continue
            }
            input.advance(1)
            let isQuote = octet == Self.quote
            if isQuote {
                loose.toggle()
                if strict { strict = false } else if atFieldStart || justClosed { strict = true }
                justClosed = !strict
            } else {
                justClosed = false
            }
            atFieldStart = !strict && (octet == delimiter || (atFieldStart && isBlank(octet)))
        }
        return !strict && !loose
    }

    private mutating func isAtFieldEnd() throws(ImportFault) -> Bool {
        let octet = try input.peek()
        return octet == nil || octet == delimiter || octet == 0x0A || octet == 0x0D
    }

    private mutating func takeBlanks() throws(ImportFault) {
        while let octet = try input.peek(), isBlank(octet), octets.count < Self.longestRecord {
            octets.append(octet)
            input.advance(1)
        }
    }

    private func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || (octet == 0x09 && delimiter != 0x09) }

    /// Goes over a line's end, or stays at the file's.
    private mutating func endLine() throws(ImportFault) {
        guard let octet = try input.peek() else { return }
        nextLine += 1
        input.advance(1)
        if octet == 0x0D, try input.peek() == 0x0A { input.advance(1) }
    }
}
