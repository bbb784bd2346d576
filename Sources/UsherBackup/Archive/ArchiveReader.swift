/// Reads a tar archive of Usher's from its beginning to its end, a piece at a time: memory stays the same however large
/// it is. Nothing is read that `ArchiveHeader` would not have written, so that an octet that changed is always found.
package struct ArchiveReader {
    package enum Fault: Error, Hashable, Sendable {
        /// It ends before its end.
        case cutShort
        /// What stands there is no header, or not nothing where nothing should be.
        case garbled
        /// A file that has more octets than the whole archive.
        case tooLarge(String)
        /// The archive itself cannot be read: the system's words, and whether it is the machine's fault just now.
        case unreadable(String, isMachines: Bool)
    }

    /// Gives the next octets: as many as it is asked for, fewer at the end.
    package typealias Source = (_ count: Int) throws(Fault) -> [UInt8]

    package static let piece = 256 << 10

    private let read: Source
    /// What is left of the archive, as far as that is known.
    private var left: Int64
    /// What is left of the file that is read.
    private var rest: Int64 = 0
    private var padding = 0

    /// `size`: of the whole archive, in octets.
    package init(size: Int64, read: @escaping Source) {
        left = size
        self.read = read
    }

    /// The next file; nil at the end, behind which there is nothing. What is left of the one before is passed over.
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
