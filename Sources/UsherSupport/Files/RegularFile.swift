import Foundation

/// Reads ordinary files whole, and nothing else: a pipe or a device in a file's place would hang or never end.
///
/// Every file that Usher reads whole is read here, whoever put it there.
package enum RegularFile {
    package enum Fault: Error, Hashable, Sendable {
        case missing
        case isFolder
        case notAFile
        case tooLarge(limit: Int)
        /// The file cannot be read, in the system's own words.
        case unreadable(String)
        /// The machine failed at this moment, and not the file (`Descriptor.isMachines`).
        case failed(String)

        init(code: Int32) {
            let why = String(cString: strerror(code))
            self = Descriptor.isMachines(code) ? .failed(why) : .unreadable(why)
        }

        /// The sentence for people: what is wrong and what to do.
        package var reason: String {
            switch self {
            case .missing: "the file is missing"
            case .isFolder: "this is a folder, not a file"
            case .notAFile: "this is not an ordinary file"
            case .tooLarge(let limit): "the file is larger than \(limit >> 10) KiB"
            case .unreadable(let why): "the file cannot be read: \(why); check its owner and permissions"
            case .failed(let why): "the file cannot be read now: \(why); look at the machine, and try again"
            }
        }
    }

    /// A file as it was at one moment.
    package struct Content: Sendable {
        package let octets: [UInt8]
        /// The permission bits, as chmod takes them.
        package let mode: UInt32
        /// The number of the user who owns the file.
        package let owner: UInt32
    }

    /// The file's octets, at most `limit`. A symbolic link is no ordinary file where `followsLinks` is false.
    package static func octets(
        of path: String, atMost limit: Int, followsLinks: Bool = true
    ) throws(Fault) -> [UInt8] {
        try read(path, atMost: limit, followsLinks: followsLinks).octets
    }

    /// The file's octets, at most `limit`, with its owner and its mode. A symbolic link is no ordinary file where
    /// `followsLinks` is false.
    package static func read(_ path: String, atMost limit: Int, followsLinks: Bool = true) throws(Fault) -> Content {
        // Without O_NONBLOCK a pipe that nobody writes to would never open.
        let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
        let descriptor = Descriptor.open(path, flags)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw .missing
            // A socket.
            case ENXIO: throw .notAFile
            case ELOOP where !followsLinks: throw .notAFile
            default: throw Fault(code: errno)
            }
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Fault(code: errno) }
        let type = status.st_mode & S_IFMT
        guard type == S_IFREG else { throw type == S_IFDIR ? .isFolder : .notAFile }
        guard status.st_size <= limit else { throw .tooLarge(limit: limit) }
        var octets: [UInt8] = []
        octets.reserveCapacity(Int(status.st_size))
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Fault(code: errno) }
            if count == 0 { break }
            octets += chunk[..<count]
            guard octets.count <= limit else { throw .tooLarge(limit: limit) }
        }
        return Content(octets: octets, mode: UInt32(status.st_mode & 0o7777), owner: status.st_uid)
    }
}
