import Foundation
import Glibc
import UsherSupport

/// Writes a new home: what `usher init DIR` and `usher demo` do with the embedded files.
package enum HomeWriter {
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// Relative to the folder.
        case exists([String])
        /// A path that would leave the folder.
        case badPath(String)
        /// The system's error (errno(3)).
        case cannotWrite(path: String, error: Int32)

        /// The disk takes no more.
        package var isFullDisk: Bool {
            if case .cannotWrite(_, ENOSPC) = self { return true }
            if case .cannotWrite(_, EDQUOT) = self { return true }
            return false
        }

        package var description: String {
            switch self {
            case .exists(let paths):
                "nothing was written, because it would overwrite \(paths.prefix(5).joined(separator: ", "))"
                    + (paths.count > 5 ? " and \(paths.count - 5) more" : "") + "; choose an empty folder"
            case .badPath(let path): "'\(path)' is not a path inside the home"
            case .cannotWrite(let path, _) where isFullDisk:
                "\(path) cannot be written: the disk is full; what was begun is removed: make room, and give the same command again"
            case .cannotWrite(let path, let error):
                "\(path) cannot be written: \(String(cString: strerror(error))); what was begun is removed"
            }
        }
    }

    /// Writes `files` (paths relative to `folder`, with `/`) and makes the folders they need.
    ///
    /// Nothing that exists is overwritten: when any of the files is there already, nothing is written at all, so a
    /// second call throws `.exists`. When a write fails half-way, the files and folders made by this call are removed
    /// again.
    package static func write(_ files: [(path: String, text: String)], to folder: String) throws(Fault) {
        for file in files where !isInside(file.path) { throw .badPath(file.path) }
        let present = files.map(\.path).filter { exists("\(folder)/\($0)") }
        guard present.isEmpty else { throw .exists(present) }
        var made: [String] = []
        do {
            for file in files {
                let path = "\(folder)/\(file.path)"
                try makeFolder(PathText.folder(of: path), &made)
                try create(path, Array(file.text.utf8), &made)
            }
        } catch {
            for path in made.reversed() where unlink(path) != 0 { rmdir(path) }
            throw error
        }
    }

    private static func isInside(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/")
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !["", ".", ".."].contains($0)
            }
    }

    /// A symbolic link counts, wherever it leads.
    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// With those above it; adds what it made to `made`.
    private static func makeFolder(_ path: String, _ made: inout [String]) throws(Fault) {
        var status = stat()
        if path.isEmpty || (stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR) { return }
        try makeFolder(PathText.folder(of: path), &made)
        guard mkdir(path, 0o777) == 0 else {
            throw .cannotWrite(path: path, error: errno == EEXIST ? ENOTDIR : errno)
        }
        made.append(path)
    }

    /// Adds it to `made` as soon as it is there.
    private static func create(_ path: String, _ octets: [UInt8], _ made: inout [String]) throws(Fault) {
        let descriptor = Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, error: errno) }
        made.append(path)
        guard Descriptor.write(octets, to: descriptor) else {
            let error = errno
            close(descriptor)
            throw .cannotWrite(path: path, error: error)
        }
        guard close(descriptor) == 0 else { throw .cannotWrite(path: path, error: errno) }
    }
}
