/// A window on a source of octets that can go back to where the current record began, as long as the record is not too
/// long.
struct CSVBuffer {
    private static let chunk = 256 << 10

    private let source: OctetSource
    private var octets: [UInt8] = []
    private var position = 0
    /// Where the current record began; octets before it may go.
    private var record: Int?
    private var isAtEnd = false

    init(_ source: OctetSource) { self.source = source }

    /// The next octet; nil at the end.
    mutating func peek() throws(ImportFault) -> UInt8? {
        if position == octets.count { try refill() }
        return position < octets.count ? octets[position] : nil
    }

    /// Goes over octets that were peeked at.
    mutating func advance(_ count: Int) { position = min(position + count, octets.count) }

    mutating func markRecord() { record = position }

    mutating func returnToRecord() { position = record ?? position }

    /// There will be no return; nothing needs to be kept.
    mutating func forgetRecord() { record = nil }

    /// The first octets, at least `count` of them if there are as many; nothing is taken.
    mutating func head(_ count: Int) throws(ImportFault) -> ArraySlice<UInt8> {
        record = position
        while octets.count - position < count, !isAtEnd { try refill() }
        return octets[position...].prefix(count)
    }

    /// Takes everything before the next `delimiter`, line end or the file's end; stops early when `output` reaches
    /// `limit`.
    mutating func appendPlain(
        until delimiter: UInt8, to output: inout [UInt8], limit: Int
    ) throws(ImportFault) {
        while try peek() != nil {
            let end = Self.plainEnd(octets, position, delimiter)
            output += octets[position..<end]
            position = end
            if end < octets.count || output.count >= limit { return }
        }
    }

    /// Takes everything before the next quote or the file's end; says how many lines ended in it.
    mutating func appendQuoted(to output: inout [UInt8]) throws(ImportFault) -> Int {
        var lines = 0
        while try peek() != nil, output.count < CSVRecords.longestRecord {
            let end = octets[position...].firstIndex(of: UInt8(ascii: "\"")) ?? octets.count
            for index in position..<end where octets[index] == UInt8(ascii: "\n") { lines += 1 }
            output += octets[position..<end]
            position = end
            if end < octets.count { break }
        }
        return lines
    }

    /// Goes to the next line end or the file's end.
    mutating func skipPlain() throws(ImportFault) {
        while try peek() != nil {
            position = Self.plainEnd(octets, position, UInt8(ascii: "\n"))
            if position < octets.count { return }
        }
    }

    private static func plainEnd(_ octets: [UInt8], _ start: Int, _ delimiter: UInt8) -> Int {
        octets.withUnsafeBufferPointer { octets in
            var index = start
            while index < octets.count {
                let octet = octets[index]
                if octet == delimiter || octet == UInt8(ascii: "\n") || octet == UInt8(ascii: "\r") { break }
                index += 1
            }
            return index
        }
    }

    private mutating func refill() throws(ImportFault) {
        guard !isAtEnd else { return }
        let kept = min(record ?? position, position)
        let rest = octets.count - kept
        var failure: ImportFault?
        let fresh = [UInt8](unsafeUninitializedCapacity: rest + Self.chunk) { room, count in
            octets.withUnsafeBufferPointer { old in
                for index in 0..<rest { room.initializeElement(at: index, to: old[kept + index]) }
            }
            count = rest
            do throws(ImportFault) {
                let space = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(room)[rest...])
                let read = try source.next(space)
                count += read
                isAtEnd = read == 0
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        octets = fresh
        position -= kept
        record = record == nil ? nil : 0
    }
}
