import Foundation
import GRDBSQLite
import Synchronization

/// A disk on which a database's own file cannot be written any more, while its log can: SQLite's way to the system,
/// with one call replaced.
///
/// It is the whole process's from its first use on; files that nobody breaks are as before.
enum FaultyDisk {
    /// SQLITE_IOERR_WRITE, which is no constant in Swift.
    private static let writeFault = SQLITE_IOERR | 3 << 8

    private typealias Write =
        @convention(c) (UnsafeMutablePointer<sqlite3_file>?, UnsafeRawPointer?, CInt, sqlite3_int64) -> CInt

    private struct File {
        var path: String
        var write: Write?
    }

    private static let files = Mutex<[UInt: File]>([:])
    private static let broken = Mutex<Set<String>>([])
    private static nonisolated(unsafe) let system = sqlite3_vfs_find(nil)

    /// Before the database is opened.
    static func install() -> Bool { isInstalled }

    static func breakDown(_ path: String) { broken.withLock { _ = $0.insert(path) } }

    static func repair(_ path: String) { broken.withLock { _ = $0.remove(path) } }

    private static let isInstalled: Bool = {
        guard let system else { return false }
        let own = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        own.initialize(to: system.pointee)
        own.pointee.zName = UnsafePointer(strdup("faulty"))
        own.pointee.pNext = nil
        own.pointee.xOpen = { _, name, file, flags, out in
            guard let system = FaultyDisk.system, let open = system.pointee.xOpen else { return SQLITE_ERROR }
            let code = open(system, name, file, flags, out)
            if code == SQLITE_OK, flags & SQLITE_OPEN_MAIN_DB != 0, let name, let file {
                FaultyDisk.watch(file, String(cString: name))
            }
            return code
        }
        return sqlite3_vfs_register(own, 1) == SQLITE_OK
    }()

    private static func watch(_ file: UnsafeMutablePointer<sqlite3_file>, _ path: String) {
        guard let methods = file.pointee.pMethods else { return }
        files.withLock { $0[UInt(bitPattern: file)] = File(path: path, write: methods.pointee.xWrite) }
        let own = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        own.initialize(to: methods.pointee)
        own.pointee.xWrite = { file, octets, count, offset in
            guard let file, let known = FaultyDisk.files.withLock({ $0[UInt(bitPattern: file)] }),
                let write = known.write
            else { return FaultyDisk.writeFault }
            if FaultyDisk.broken.withLock({ $0.contains(known.path) }) { return FaultyDisk.writeFault }
            return write(file, octets, count, offset)
        }
        file.pointee.pMethods = UnsafePointer(own)
    }
}
