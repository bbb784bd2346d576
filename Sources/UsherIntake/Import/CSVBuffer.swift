import UsherCore

/// A window on a source of octets. What was taken is gone: nothing is ever read twice.
struct CSVBuffer {
    private static let chunk = 256 << 10

    private let source: OctetSource
    private var octets: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    init(_ source: OctetSource) { self.source = source }

    /// The next octet; nil at the end.
    mutating func peek() throws(ImportFault) -> UInt8? {
        if position == octets.count { try refill() }
        return position < octets.count ? octets[position] : nil
    }

    /// Goes over octets that were peeked at.
    mutating func advance(_ count: Int) { position = min(position + count, octets.count) }

    /// The first octets, at least `count` of them if there are as many; nothing is taken.
    mutating func head(_ count: Int) throws(ImportFault) -> ArraySlice<UInt8> {
        while octets.count - position < count, !isAtEnd { try refill() }
        return octets[position...].prefix(count)
    }

    /// Takes everything before the next `delimiter`, line end or the file's end. False when `output` would have become
    /// longer than `limit`: then it is empty, and what is taken is lost.
    mutating func takePlain(until delimiter: UInt8, to output: inout [UInt8], limit: Int) throws(ImportFault) -> Bool {
        var fits = true
        while try peek() != nil {
            let end = Self.plainEnd(octets, position, delimiter)
            fits = append(upTo: end, to: &output, limit: limit) && fits
            if end < octets.count { break }
        }
        return fits
    }

    /// Takes everything before the next quote or the file's end, and counts the lines that end in it. False as above.
    mutating func takeQuoted(
        to output: inout [UInt8], limit: Int, lines: inout Int
    ) throws(ImportFault) -> Bool {
        var fits = true
        var previous: UInt8 = 0
        while try peek() != nil {
            let end = octets[position...].firstIndex(of: UInt8(ascii: "\"")) ?? octets.count
            for octet in octets[position..<end] {
                // CR, LF and CRLF end a line each.
                let ends = octet == 0x0D || (octet == 0x0A && previous != 0x0D)
                if ends { lines += 1 }
                previous = octet
            }
            fits = append(upTo: end, to: &output, limit: limit) && fits
            if end < octets.count { break }
        }
        return fits
    }

    private mutating func append(upTo end: Int, to output: inout [UInt8], limit: Int) -> Bool {
        defer { position = end }
        guard output.count + end - position <= limit else {
            output.removeAll(keepingCapacity: true)
            return false
        }
        output += octets[position..<end]
        return true
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
        let rest = octets.count - position
        var failure: ImportFault?
        let fresh = [UInt8](unsafeUninitializedCapacity: rest + Self.chunk) { room, count in
            octets.withUnsafeBufferPointer { old in
                for index in 0..<rest { room.initializeElement(at: index, to: old[position + index]) }
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
        position = 0
    }
}
