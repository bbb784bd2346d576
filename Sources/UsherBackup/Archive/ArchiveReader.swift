/// Reads a tar archive of Usher's from its beginning to its end, a piece at a time: memory stays the same however large
/// it is. Nothing is read that `ArchiveHeader` would not have written, so that an octet that changed is always found.
package struct ArchiveReader {
    package enum Fault: Error, Hashable, Sendable {
        /// The archive ends before its end.
        case cutShort
        /// There is no header where one should be, or something where nothing should be.
        case garbled
        /// The file of this name claims more octets than the whole archive has.
        case tooLarge(String)
        /// The archive itself cannot be read: the system's words, and whether it is the machine's fault just now.
        case unreadable(String, isMachines: Bool)
    }

    /// A function that gives the archive's next octets: as many as it is asked for, fewer at the end.
    package typealias Source = (_ count: Int) throws(Fault) -> [UInt8]

    package static let piece = 256 << 10

    private let read: Source
    /// How many octets of the archive are left, as far as that is known.
    private var left: Int64
    /// How many octets are left of the file that is being read.
    private var rest: Int64 = 0
    private var padding = 0

    /// Begins to read an archive. `size` is that of the whole archive, in octets.
    package init(size: Int64, read: @escaping Source) {
        left = size
        self.read = read
    }

    /// The header of the next file; nil at the end, behind which there is nothing. What is left of the file before is
    /// passed over.
    package mutating func next() throws(Fault) -> ArchiveHeader? {
        while !(try content().isEmpty) {}
        let block = try take(ArchiveHeader.size)
        if block.allSatisfy({ $0 == 0 }) {
            guard try take(ArchiveHeader.size).allSatisfy({ $0 == 0 }) else { throw .garbled }
            guard try read(1).isEmpty else { throw .garbled }
            return nil
        }
        guard let header = ArchiveHeader(block) else { throw .garbled }
        guard header.length <= left else { throw .tooLarge(header.name) }
        rest = header.length
        padding = header.padding
        return header
    }

    /// The file's next octets, at most `piece` of them; none at its end.
    package mutating func content() throws(Fault) -> [UInt8] {
        let octets = try take(Int(min(rest, Int64(Self.piece))))
        rest -= Int64(octets.count)
        if rest == 0, padding > 0 {
            let nothing = try take(padding)
            padding = 0
            guard nothing.allSatisfy({ $0 == 0 }) else { throw .garbled }
        }
        return octets
    }

    private mutating func take(_ count: Int) throws(Fault) -> [UInt8] {
        guard count > 0 else { return [] }
        let octets = try read(count)
        left -= Int64(octets.count)
        guard octets.count == count else { throw .cutShort }
        return octets
    }
}
