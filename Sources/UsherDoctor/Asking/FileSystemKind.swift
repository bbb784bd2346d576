import CLinux

/// The kind of file system a folder is on, as far as it matters to a database.
package enum FileSystemKind: Hashable, Sendable {
    case local
    /// The file system is another machine's, or one that hands on to who knows whom: locks and flushes mean something
    /// else there.
    case network(String)
    /// The file system is in memory, and is gone when the machine restarts.
    case memory

    /// The names of such file systems by the numbers that statfs(2) gives.
    private static let networks: [Int64: String] = [
        0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB", 0x0102_1997: "9p", 0x6573_5546: "FUSE",
        0x00C3_6400: "Ceph", 0x5346_414F: "AFS", 0x7375_7245: "Coda", 0x0BD0_0BD0: "Lustre", 0x786F_4256: "vboxsf",
        0x0116_1970: "GFS2", 0x7461_636F: "OCFS2",
    ]
    private static let tmpfs: Int64 = 0x0102_1994
    private static let ramfs: Int64 = 0x8584_58F6

    package init(number: Int64) {
        switch number {
        case Self.tmpfs, Self.ramfs: self = .memory
        default: self = Self.networks[number].map(Self.network) ?? .local
        }
    }

    /// The kind of the file system that `path` is on; nil where it cannot be asked.
    package static func of(_ path: String) -> FileSystemKind? {
        let number = usher_file_system(path)
        return number < 0 ? nil : FileSystemKind(number: number)
    }
}
