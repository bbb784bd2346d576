import UsherBackup

extension Fuzzer {
    /// A backup's file. The first octet says how much of its end is cut off in a second try.
    static let backup = Fuzzer(
        "backup", longest: 16_384,
        words: [
            "usher-backup.json", "SHA256SUMS", "state/keys.json", "state/usher.sqlite", "config/usher.yaml",
            "config/../x", "/etc/passwd", "templates/", "ustar", "0000600\u{0}", "00000000000\u{0}",
            "77777777777\u{0}", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
        ]
    ) { octets throws(Breach) in
        guard let first = octets.first else { return }
        let file = Array(octets.dropFirst())
        let read = BackupRead(file)
        for name in read.headers.map(\.name) {
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            try hold(parts.allSatisfy { !["", ".", ".."].contains($0) }, "A name leads out: \(name)")
            try hold(BackupName.isKnown(name), "A name has no place in a backup: \(name)")
        }
        try hold(Set(read.headers.map(\.name)).count == read.headers.count, "A file is there twice.")
        guard read.fault == nil else { return }
        var again: [UInt8] = []
        for (header, content) in zip(read.headers, read.contents) {
            guard let block = header.octets else { throw Breach("A header cannot be written: \(header.name)") }
            again += block + content + [UInt8](repeating: 0, count: header.padding)
        }
        again += [UInt8](repeating: 0, count: 2 * ArchiveHeader.size)
        try hold(again == file, "A backup that is written again is another one.")
        let cut = BackupRead(Array(file.dropLast(Int(first) + 1)))
        try hold(cut.fault != nil, "A backup without its end is taken for whole.")
    }
}

/// What a reader finds in a file.
private struct BackupRead {
    var headers: [ArchiveHeader] = []
    var contents: [[UInt8]] = []
    var fault: BackupReader.Fault?

    init(_ file: [UInt8]) {
        var rest = file[...]
        var reader = BackupReader(size: Int64(file.count)) { count throws(ArchiveReader.Fault) in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        do throws(BackupReader.Fault) {
            while let header = try reader.next() {
                headers.append(header)
                contents.append([])
                while true {
                    let octets = try reader.content()
                    if octets.isEmpty { break }
                    contents[contents.count - 1] += octets
                }
            }
        } catch {
            fault = error
        }
    }
}
