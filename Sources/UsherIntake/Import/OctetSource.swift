import Foundation
import UsherSupport

/// Gives the octets of a file or a pipe in chunks. Blocks: use it on a thread of your own.
package final class OctetSource {
    private let fill: (UnsafeMutableRawBufferPointer) throws(ImportFault) -> Int
    private let descriptor: Int32?
    /// What to ask whether there is more; nil where there is always an answer.
    private let polled: Int32?
    /// How long the whole is, when that is known: for a progress bar.
    package let size: Int?
    /// How much was given so far.
    package private(set) var position = 0

    /// A file, or `-` for the standard input.
    package init(path: String) throws(ImportFault) {
        let descriptor = path == "-" ? STDIN_FILENO : Descriptor.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable("\(path): " + String(cString: strerror(errno))) }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        if isKnown, status.st_mode & S_IFMT == S_IFDIR {
            if path != "-" { close(descriptor) }
            throw .unreadable("\(path) is a folder")
        }
        size = isKnown && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
        self.descriptor = path == "-" ? nil : descriptor
        polled = size == nil ? descriptor : nil
        fill = { room throws(ImportFault) in
            while true {
                let count = read(descriptor, room.baseAddress, room.count)
                if count >= 0 { return count }
                guard errno == EINTR else { throw .unreadable(String(cString: strerror(errno))) }
            }
        }
    }

    /// Octets in memory, at most `chunk` at a time.
    package init(_ octets: [UInt8], chunk: Int = 64 << 10) {
        var rest = octets[...]
        size = octets.count
        descriptor = nil
        polled = nil
        fill = { room in
            let part = rest.prefix(min(max(1, chunk), room.count))
            room.copyBytes(from: part)
            rest = rest.dropFirst(part.count)
            return part.count
        }
    }

    /// Whether the next octets, or the end, can be had without waiting.
    package var isReady: Bool {
        guard let polled else { return true }
        var descriptor = pollfd(fd: polled, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) != 0
    }

    deinit {
        if let descriptor { close(descriptor) }
    }

    /// Writes the next octets into `room`, which has some, and says how many; 0 at the end.
    package func next(_ room: UnsafeMutableRawBufferPointer) throws(ImportFault) -> Int {
        let count = try fill(room)
        position += count
        return count
    }
}
