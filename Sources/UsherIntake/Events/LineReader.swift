/// The lines of a file or a pipe, one at a time, in bounded memory.
package struct LineReader {
    package enum Line: Hashable {
        /// Without its end. From 1; blank lines are counted and passed over.
        case line(Int, ArraySlice<UInt8>)
        case tooLong(Int)
    }

    package static let longestLine = 1 << 20
    private static let chunk = 256 << 10

    private let source: OctetSource
    private var octets: [UInt8] = []
    private var position = 0
    private var number = 0
    private var isAtEnd = false

    package init(_ source: OctetSource) { self.source = source }

    /// Whether another line, or the end, can be had without waiting.
    package var isReady: Bool { isAtEnd || octets[position...].contains(UInt8(ascii: "\n")) || source.isReady }

    /// Blocks until there is one; nil at the end.
    package mutating func next() throws(ImportFault) -> Line? {
        while let line = try nextWithBlanks() {
            if case .line(_, let octets) = line, octets.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            return line
        }
        return nil
    }

    private mutating func nextWithBlanks() throws(ImportFault) -> Line? {
        var searched = position
        var isTooLong = false
        while true {
            if let end = octets[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                return take(upTo: end, next: end + 1, isTooLong)
            }
            if octets.count - position > Self.longestLine {
                isTooLong = true
                octets.removeAll(keepingCapacity: true)
                position = 0
            }
            searched = octets.count
            guard try refill(&searched) else {
                guard position < octets.count || isTooLong else { return nil }
                return take(upTo: octets.count, next: octets.count, isTooLong)
            }
        }
    }

    private mutating func take(upTo end: Int, next: Int, _ isTooLong: Bool) -> Line {
        number += 1
        defer { position = next }
        if isTooLong || end - position > Self.longestLine { return .tooLong(number) }
        var line = octets[position..<end]
        // As Windows writes files: a byte order mark before the first line.
        if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        return .line(number, line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }

    /// False at the end.
    private mutating func refill(_ searched: inout Int) throws(ImportFault) -> Bool {
        guard !isAtEnd else { return false }
        if position > 0 {
            octets.removeSubrange(..<position)
            searched -= position
            position = 0
        }
        var failure: ImportFault?
        let fresh = [UInt8](unsafeUninitializedCapacity: Self.chunk) { room, count in
            do throws(ImportFault) { count = try source.next(UnsafeMutableRawBufferPointer(room)) } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        isAtEnd = fresh.isEmpty
        octets += fresh
        return !isAtEnd
    }
}
