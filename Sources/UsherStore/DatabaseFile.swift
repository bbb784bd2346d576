import CSQLite
import Foundation
import GRDB
import UsherCore

/// The file behind a store: how it is made and how a connection to it is set up.
enum DatabaseFile {
    /// Creates an empty file that only its owner may read, so that SQLite gives its companions the same rights.
    ///
    /// An existing one is not opened here: closing it would drop the locks that SQLite holds on it elsewhere in this
    /// process. Without `mayBegin` nothing is made.
    static func create(_ path: String, mayBegin: Bool) throws(StoreError) {
        guard mayBegin else {
            guard access(path, R_OK | W_OK) == 0 else {
                throw .cannotOpen("\(path): \(String(cString: strerror(errno)))")
            }
            return
        }
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Foundation.close(descriptor)
        } else if errno != EEXIST || access(path, R_OK | W_OK) != 0 {
            throw .cannotOpen("\(path): \(String(cString: strerror(errno)))")
        }
    }

    /// SQLite counts its memory under one lock for all connections, at every allocation; nobody reads that count. Can only be turned off before
    /// SQLite's first use in the process, which is the first configuration here.
    private static let countsNoMemory = usher_sqlite_count_no_memory() == SQLITE_OK

    static func configuration(_ settings: [String], _ busyTimeoutMilliseconds: Int, label: String) -> Configuration {
        _ = countsNoMemory
        var configuration = Configuration()
        configuration.label = "usher-store-\(label)"
        configuration.foreignKeysEnabled = true
        // SQLite's own busy timeout sleeps longer and longer, up to 100 ms; behind a bulk import that would be the wait
        // of every commit.
        configuration.busyMode = .callback { attempt in
            usleep(1000)
            return attempt < busyTimeoutMilliseconds
        }
        configuration.prepareDatabase { database in
            for setting in settings { try database.execute(sql: setting) }
        }
        return configuration
    }

    /// In octets; 0 when there is no such file.
    static func size(_ path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// 128 random bits as 32 hexadecimal digits.
    static func randomID() -> String {
        (0..<2).map { _ in Hexadecimal.text(UInt64.random(in: .min ... .max)) }.joined()
    }
}
