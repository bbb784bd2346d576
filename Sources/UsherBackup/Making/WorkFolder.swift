import Foundation
import UsherStore
import UsherSupport

/// A hidden folder beside what is to be made, on the same disk: whatever is begun lies in it, and whole things get
/// their name by being moved out. What a process that was killed has left there goes when the next one comes.
final class WorkFolder: Sendable {
    let path: String
    private let lock: StateLock

    /// Makes the folder, empty, for this process alone. Throws `.anotherIsMade` while another process works in it.
    init(in folder: String, named name: String) throws(BackupFault) {
        path = "\(folder)/\(name)"
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .cannotWrite(path, errno) }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
            throw .cannotWrite(path: path, why: "there is something else of that name; remove it", isMachines: false)
        }
        do throws(StateLock.Fault) { lock = try StateLock.acquire(folder: path) } catch {
            if case .held = error { throw .anotherIsMade(folder: folder) }
            throw .cannotWrite(path: path, why: "\(error)", isMachines: false)
        }
        for left in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where left != "lock" {
            try? FileManager.default.removeItem(atPath: "\(path)/\(left)")
        }
    }

    /// Removes the folder with everything in it.
    func remove() { try? FileManager.default.removeItem(atPath: path) }

    deinit { remove() }

    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}

extension BackupFault {
    /// The fault for a call on `path` that failed with `code`.
    static func cannotWrite(_ path: String, _ code: Int32) -> BackupFault {
        .cannotWrite(path: path, why: String(cString: strerror(code)), isMachines: Descriptor.isMachines(code))
    }
}

/// Works with folders, and with the names of files in them.
enum Folder {
    /// Has what was made, moved or removed in `folder` reach the disk before it returns. Throws where that fails.
    static func sync(_ folder: String) throws(BackupFault) {
        guard Descriptor.sync(folder: folder) else { throw .cannotWrite(folder, errno) }
    }

    static func move(_ from: String, to target: String) throws(BackupFault) {
        guard rename(from, target) == 0 else { throw .cannotWrite(target, errno) }
    }

    /// Whether there is something at `path`. A symbolic link counts, wherever it leads.
    static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    static func parent(of path: String) -> String {
        let parent = PathText.folder(of: path)
        return parent.isEmpty ? "." : parent
    }
}
