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
        for folder in folders { collect(folder, depth: 16, into: &files) }
        return FolderSnapshot(files: files)
    }

    private static func collect(_ folder: String, depth: Int, into files: inout [String: Mark]) {
        guard depth > 0, let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix("."), !name.hasPrefix("#"), !name.hasSuffix("~") else { continue }
            let path = "\(folder)/\(name)"
            var facts = Glibc.stat()
            guard stat(path, &facts) == 0 else { continue }
            switch facts.st_mode & S_IFMT {
            case S_IFDIR: collect(path, depth: depth - 1, into: &files)
            case S_IFREG: files[path] = Mark(facts)
            default: break
            }
        }
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
