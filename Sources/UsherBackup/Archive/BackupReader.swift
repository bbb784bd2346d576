import Crypto
import UsherCore

/// Reads a backup from its beginning to its end: which files are in it, in which order, and that each is what was
/// written. Nothing of it may be used before `finish` has returned.
package struct BackupReader {
    package enum Fault: Error, Hashable, Sendable {
        case archive(ArchiveReader.Fault)
        /// The first file is not the one that a backup begins with.
        case notABackup
        /// The name is one that no backup has, stands there twice, or is also a folder's.
        case unexpected(String)
        /// The octets of the file of this name are not the ones that were written.
        case changed(String)
        case lacks(String)
    }

    private var archive: ArchiveReader
    private var names: Set<String> = []
    private var folders: Set<String> = []
    /// The lines that SHA256SUMS must have for the files that were read so far.
    private var lines = ""
    private var current: (name: String, hash: SHA256)?
    private var sums: [UInt8]?

    /// Begins to read a backup. `size` is that of the whole file, in octets.
    package init(size: Int64, read: @escaping ArchiveReader.Source) {
        archive = ArchiveReader(size: size, read: read)
    }

    /// The next file of the backup; nil when all were given, and each of them is whole and unchanged.
    package mutating func next() throws(Fault) -> ArchiveHeader? {
        while !(try content().isEmpty) {}
        guard let header = try archived({ (archive) throws(ArchiveReader.Fault) in try archive.next() }) else {
            try finish()
            return nil
        }
        let name = header.name
        guard !names.isEmpty || name == BackupName.manifest else { throw .notABackup }
        guard BackupName.isKnown(name), sums == nil, names.count < BackupName.mostFiles + BackupName.mostMails,
            !folders.contains(name),
            names.insert(name).inserted
        else { throw .unexpected(name) }
        for folder in Self.parents(of: name) {
            guard !names.contains(folder) else { throw .unexpected(name) }
            folders.insert(folder)
        }
        if let limit = BackupName.limit(name), header.length > limit { throw .archive(.tooLarge(name)) }
        if name == BackupName.sums { sums = [] }
        current = (name, SHA256())
        return header
    }

    /// The next octets of the file that `next` gave; none at its end.
    package mutating func content() throws(Fault) -> [UInt8] {
        guard let name = current?.name, var hash = current?.hash else { return [] }
        let octets = try archived { (archive) throws(ArchiveReader.Fault) in try archive.content() }
        current = nil
        if octets.isEmpty {
            if name != BackupName.sums { lines += Self.line(hash.finalize(), name) }
            return []
        }
        if name == BackupName.sums { sums?.append(contentsOf: octets) } else { hash.update(data: octets) }
        current = (name, hash)
        return octets
    }

    /// A line of SHA256SUMS for the file of this name.
    package static func line(_ hash: SHA256.Digest, _ name: String) -> String {
        String(decoding: Hexadecimal.lower(hash), as: UTF8.self) + "  \(name)\n"
    }

    private func finish() throws(Fault) {
        guard let sums else { throw names.isEmpty ? .notABackup : .lacks(BackupName.sums) }
        for name in [BackupName.keys, "config/usher.yaml"] where !names.contains(name) { throw .lacks(name) }
        guard Array(lines.utf8) != sums else { return }
        let written = Set(String(decoding: sums, as: UTF8.self).split(separator: "\n"))
        let changed = lines.split(separator: "\n").first { !written.contains($0) }
        throw .changed(changed.map { String($0.dropFirst(66)) } ?? BackupName.sums)
    }

    private mutating func archived<Result>(
        _ body: (inout ArchiveReader) throws(ArchiveReader.Fault) -> Result
    ) throws(Fault) -> Result {
        do throws(ArchiveReader.Fault) { return try body(&archive) } catch {
            // What does not even begin like an archive is something else.
            if names.isEmpty, error == .garbled || error == .cutShort { throw .notABackup }
            throw .archive(error)
        }
    }

    private static func parents(of name: String) -> [String] {
        let parts = name.split(separator: "/")
        return (1..<max(parts.count, 1)).map { parts[..<$0].joined(separator: "/") }
    }
}
