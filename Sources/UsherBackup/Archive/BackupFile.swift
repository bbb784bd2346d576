import Foundation
import UsherSupport

/// A backup's file, open for reading.
final class BackupFile {
    let path: String
    private let descriptor: Int32
    let size: Int64

    init(_ path: String) throws(BackupFault) {
        self.path = path
        // Without O_NONBLOCK a pipe that nobody writes to would never open.
        descriptor = Descriptor.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            let code = errno
            throw .unreadable(
                path: path, why: String(cString: strerror(code)), isMachines: Descriptor.isMachines(code))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, why: "it is not an ordinary file", isMachines: false)
        }
        size = Int64(status.st_size)
    }

    deinit { close(descriptor) }

    /// The next octets, from where the last call stopped.
    private func octets(_ count: Int) throws(ArchiveReader.Fault) -> [UInt8] {
        guard let octets = Descriptor.read(count, from: descriptor) else {
            throw .unreadable(String(cString: strerror(errno)), isMachines: Descriptor.isMachines(errno))
        }
        return octets
    }

    /// A reader that begins at the file's beginning. Only one at a time can be used.
    func reader() throws(BackupFault) -> BackupReader {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw .unreadable(path: path, why: String(cString: strerror(errno)), isMachines: true)
        }
        return BackupReader(size: size) { (count) throws(ArchiveReader.Fault) in try self.octets(count) }
    }

    /// Goes through the whole backup. `begin` hears of each file, and `take` of its octets, piece by piece and in
    /// order; none of them may be trusted before this returns.
    func read(
        begin: (ArchiveHeader) throws(BackupFault) -> Void, take: ([UInt8]) throws(BackupFault) -> Void,
        end: () throws(BackupFault) -> Void
    ) throws(BackupFault) {
        var reader = try reader()
        while let header = try meant({ () throws(BackupReader.Fault) in try reader.next() }) {
            try begin(header)
            while true {
                let octets = try meant({ () throws(BackupReader.Fault) in try reader.content() })
                if octets.isEmpty { break }
                try take(octets)
            }
            try end()
        }
    }

    /// The manifest of the backup at `path`, of which nothing more is looked at.
    static func manifest(of path: String) throws(BackupFault) -> BackupManifest {
        let file = try BackupFile(path)
        var reader = try file.reader()
        guard try file.meant({ () throws(BackupReader.Fault) in try reader.next() }) != nil else {
            throw .notABackup(path: path)
        }
        return try file.manifest(try file.meant { () throws(BackupReader.Fault) in try reader.content() })
    }

    func manifest(_ octets: [UInt8]) throws(BackupFault) -> BackupManifest {
        guard let manifest = BackupManifest(octets) else { throw .notABackup(path: path) }
        guard manifest.backup == BackupManifest.current else { throw .newer(path: path, usher: manifest.usher) }
        return manifest
    }

    private func meant<Result>(_ body: () throws(BackupReader.Fault) -> Result) throws(BackupFault) -> Result {
        do throws(BackupReader.Fault) { return try body() } catch {
            switch error {
            case .notABackup: throw .notABackup(path: path)
            case .archive(.unreadable(let why, let isMachines)):
                throw .unreadable(path: path, why: why, isMachines: isMachines)
            case .archive(.cutShort): throw .damaged(path: path, why: "its end is missing")
            case .archive(.garbled): throw .damaged(path: path, why: "some of it is not what was written")
            case .archive(.tooLarge(let name)):
                throw .damaged(path: path, why: "it says that \(name) is larger than it can be")
            case .unexpected(let name): throw .damaged(path: path, why: "\(name) has no place in it")
            case .changed(let name): throw .damaged(path: path, why: "\(name) is not what was written")
            case .lacks(let name): throw .damaged(path: path, why: "it lacks \(name)")
            }
        }
    }
}
