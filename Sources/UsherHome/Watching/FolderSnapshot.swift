import Glibc

/// What some folders contain, as far as it takes to notice a change: each file's size, times and inode, not its
/// content.
package struct FolderSnapshot: Hashable, Sendable {
    /// By path, as found below the folders that were asked for.
    let files: [String: Mark]

    /// A file's identity and age. An edit changes at least one of these: in place the times, by rename the inode.
    struct Mark: Hashable, Sendable {
        var inode: UInt64
        var size: Int64
        /// Times in nanoseconds since 1970.
        var modified: Int64
        var changed: Int64
    }

    /// Looks at all files below `folders`, through symbolic links, 16 folders deep at most. Left out is what editors
    /// leave beside a file: names that begin with `.` or `#`, or end in `~`. A folder that is not there or not readable
    /// is as good as empty.
    static func take(of folders: [String]) -> FolderSnapshot {
        var files: [String: Mark] = [:]
        files.reserveCapacity(64)
        for folder in folders {
            walk(folder, depth: 16) { folder, name, facts in
                files["\(folder)/\(String(cString: name))"] = Mark(facts)
            }
        }
        return FolderSnapshot(files: files)
    }

    /// Of all files together, in whatever order a folder lists them. Two that differ mean that something has changed;
    /// that something has changed and two are the same happens once in 2^64 edits. Means nothing in another process.
    package struct Sum: Hashable, Sendable {
        fileprivate var count = 0
        fileprivate var hashes = 0
    }

    /// The same look, and nothing is kept of it but its sum: for once a second.
    package static func sum(of folders: [String]) -> Sum {
        var sum = Sum()
        for folder in folders {
            walk(folder, depth: 16) { folder, name, facts in
                var hasher = Hasher()
                hasher.combine(folder)
                hasher.combine(bytes: UnsafeRawBufferPointer(start: name, count: strlen(name)))
                hasher.combine(Mark(facts))
                sum.count += 1
                sum.hashes &+= hasher.finalize()
            }
        }
        return sum
    }

    private static func walk(
        _ folder: String, depth: Int, _ see: (String, UnsafePointer<CChar>, stat) -> Void
    ) {
        guard depth > 0, let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        let descriptor = dirfd(stream)
        while let entry = readdir(stream) {
            withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    var facts = Glibc.stat()
                    guard !isPassedOver(name), fstatat(descriptor, name, &facts, 0) == 0 else { return }
                    switch facts.st_mode & S_IFMT {
                    case S_IFDIR: walk("\(folder)/\(String(cString: name))", depth: depth - 1, see)
                    case S_IFREG: see(folder, name, facts)
                    default: break
                    }
                }
            }
        }
    }

    /// Asked for every file once a second, so it looks at octets.
    private static func isPassedOver(_ name: UnsafePointer<CChar>) -> Bool {
        let length = strlen(name)
        guard length > 0 else { return true }
        return name[0] == CChar(UInt8(ascii: ".")) || name[0] == CChar(UInt8(ascii: "#"))
            || name[length - 1] == CChar(UInt8(ascii: "~"))
    }
}

extension FolderSnapshot.Mark {
    fileprivate init(_ facts: stat) {
        self.init(
            inode: UInt64(facts.st_ino), size: Int64(facts.st_size),
            modified: Int64(facts.st_mtim.tv_sec) * 1_000_000_000 + Int64(facts.st_mtim.tv_nsec),
            changed: Int64(facts.st_ctim.tv_sec) * 1_000_000_000 + Int64(facts.st_ctim.tv_nsec))
    }
}
