import Foundation

extension InboxFolder {
    /// Removes every message that went to one of `words` or speaks of it, and what the index says of those. Returns how many messages went. Works while
    /// a daemon adds messages; an inbox that does not exist has none.
    ///
    /// The index is blanked in place, because a daemon that runs has it open.
    func erase(mentioning words: [String]) throws(InboxError) -> Int {
        let needles = words.map { Array($0.lowercased().utf8) }
        var gone: [[UInt8]] = []
        let indexed = try index().split(separator: UInt8(ascii: "\n")).filter { Self.contains(Self.lower($0), needles) }
        for name in try names() {
            let path = messagePath(name)
            let isIndexed = indexed.contains { Self.contains(Array($0), [Array(name.utf8)]) }
            if !isIndexed {
                guard Self.mentions(try DiskFile.read(path), needles) else { continue }
            }
            unlink(path)
            gone.append(Array(name.utf8))
        }
        try blank { line in
            Self.contains(Self.lower(line), needles) || gone.contains { Self.contains(Array(line), [$0]) }
        }
        return gone.count
    }

    private func index() throws(InboxError) -> [UInt8] { try DiskFile.read(indexPath, orEmpty: true) }

    private func blank(where isGone: (ArraySlice<UInt8>) -> Bool) throws(InboxError) {
        let descriptor = open(indexPath, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let octets = try index()
        for line in octets.split(separator: UInt8(ascii: "\n")) where isGone(line) {
            let blanks = [UInt8](repeating: UInt8(ascii: " "), count: line.count)
            _ = pwrite(descriptor, blanks, blanks.count, off_t(line.startIndex))
        }
        fsync(descriptor)
    }

    /// In the header or the body, also where a quoted-printable line goes on in the next.
    private static func mentions(_ message: [UInt8], _ needles: [[UInt8]]) -> Bool {
        var plain: [UInt8] = []
        plain.reserveCapacity(message.count)
        var index = 0
        while index < message.count {
            if message[index] == UInt8(ascii: "="), message.dropFirst(index + 1).starts(with: [0x0D, 0x0A]) {
                index += 3
            } else {
                plain.append(message[index])
                index += 1
            }
        }
        return contains(lower(plain[...]), needles)
    }

    private static func lower(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        octets.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }

    private static func contains(_ octets: [UInt8], _ needles: [[UInt8]]) -> Bool {
        let data = Data(octets)
        return needles.contains { !$0.isEmpty && data.range(of: Data($0)) != nil }
    }
}
