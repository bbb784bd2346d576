import Crypto
import Foundation
import UsherSupport

/// Writes a backup's file: one file after the other, and their SHA-256 at the end.
struct BackupWriter: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private let moment: Int64
    private var sums = ""
    private var unsynced = 0

    /// How many octets may be written and not yet be on the disk, so that no other process' fsync has to wait for them.
    private static let mostUnsynced = 8 << 20

    /// Makes a new file at `path`, for its owner alone. `moment` is in seconds since 1970.
    init(_ path: String, moment: Int64) throws(BackupFault) {
        self.path = path
        self.moment = moment
        descriptor = Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite(path, errno) }
    }

    deinit { close(descriptor) }

    mutating func add(_ name: String, _ octets: [UInt8]) throws(BackupFault) {
        try begin(name, Int64(octets.count))
        try write(octets)
        try end(name, Int64(octets.count), SHA256.hash(data: octets))
    }

    /// Adds the file at `path`, which nobody changes meanwhile.
    mutating func add(_ name: String, fileAt path: String) throws(BackupFault) {
        let source = Descriptor.open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .cannotWrite(path, errno) }
        defer { close(source) }
        var status = stat()
        guard fstat(source, &status) == 0 else { throw .cannotWrite(path, errno) }
        let length = Int64(status.st_size)
        try begin(name, length)
        var hash = SHA256()
        var done: Int64 = 0
        while done < length {
            guard let octets = Descriptor.read(ArchiveReader.piece, from: source) else {
                throw .cannotWrite(path, errno)
            }
            guard !octets.isEmpty else { throw .cannotWrite(path, EIO) }
            hash.update(data: octets)
            try write(octets)
            done += Int64(octets.count)
        }
        guard done == length else { throw .cannotWrite(path, EIO) }
        try end(name, length, hash.finalize())
    }

    /// Writes the list of sums and the end. When it returns, everything is on the disk.
    consuming func finish() throws(BackupFault) {
        let list = Array(sums.utf8)
        try add(BackupName.sums, list)
        try write([UInt8](repeating: 0, count: 2 * ArchiveHeader.size))
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path, errno) }
    }

    private mutating func begin(_ name: String, _ length: Int64) throws(BackupFault) {
        guard let header = ArchiveHeader(name: name, length: length, moment: moment).octets else {
            throw .cannotWrite(path: path, why: "the name \(name) is too long for it", isMachines: false)
        }
        try write(header)
    }

    private mutating func end(_ name: String, _ length: Int64, _ hash: SHA256.Digest) throws(BackupFault) {
        let padding = ArchiveHeader(name: name, length: length, moment: moment).padding
        try write([UInt8](repeating: 0, count: padding))
        sums += BackupReader.line(hash, name)
    }

    private mutating func write(_ octets: [UInt8]) throws(BackupFault) {
        guard Descriptor.write(octets, to: descriptor) else { throw .cannotWrite(path, errno) }
        unsynced += octets.count
        guard unsynced >= Self.mostUnsynced else { return }
        unsynced = 0
        guard fdatasync(descriptor) == 0 else { throw .cannotWrite(path, errno) }
    }
}
