import Foundation
import UsherCore
import UsherSupport

/// The lock that one live daemon holds on its state folder: `flock` on the file `lock` in it.
///
/// It belongs to the process and goes with it, however that ends; nothing expires by a clock. The file says, for
/// people, who took it, and behind that what the holder does: in octets that are there from the start, so that it can
/// be written on a full disk.
package final class StateLock: Sendable {
    package enum Fault: Error, Hashable, Sendable {
        /// Somebody holds the lock; `by` is what the file says of them.
        case held(by: String)
        case cannotOpen(String)
        /// The machine could not at this moment (`Descriptor.isMachines`).
        case failed(String)
    }

    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// Unlocks before it closes: a child that was just begun has the file open as well until it runs its own program.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Takes the lock of `folder`, until the returned value goes. A second call throws `.held`, in this process too.
    package static func acquire(folder: String) throws(Fault) -> StateLock {
        let path = path(folder)
        let descriptor = Descriptor.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            let why = "\(path): \(String(cString: strerror(code)))"
            throw Descriptor.isMachines(code) ? .failed(why) : .cannotOpen(why)
        }
        let lock = StateLock(descriptor: descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .cannotOpen("\(path) is not an ordinary file; remove it")
        }
        // A command that only asks whether somebody holds it does so for a few microseconds: hence more than one try.
        for attempt in 1...5 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                lock.sign()
                return lock
            }
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw .cannotOpen("\(path): \(String(cString: strerror(errno)))")
            }
            if attempt < 5 { usleep(10_000) }
        }
        throw .held(by: holder(path))
    }

    /// Whether some process holds the lock of `folder` now. False as well when there is no such file.
    package static func isHeld(folder: String) -> Bool {
        let descriptor = Descriptor.open(path(folder), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return errno == EWOULDBLOCK }
        // As at the end: a child that was just begun would keep it.
        flock(descriptor, LOCK_UN)
        return false
    }

    /// The text that the holder of `folder`'s lock wrote last; nil while nobody holds it.
    package static func note(folder: String) -> String? {
        guard isHeld(folder: folder), let octets = try? RegularFile.octets(of: path(folder), atMost: largest) else {
            return nil
        }
        let lines = octets.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        guard lines.count == 2 else { return nil }
        let text = String(decoding: lines[1], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }

    /// Writes down what the holder does, in place of what stood there; false for a text that is too long, and on a disk
    /// that fails. A second call with the same text changes nothing.
    @discardableResult
    package func note(_ text: String) -> Bool {
        let head = Self.signature
        let room = Self.size - head.utf8.count - 1
        guard text.utf8.count <= room, !text.contains("\n") else { return false }
        let octets = Array((head + text + String(repeating: " ", count: room - text.utf8.count) + "\n").utf8)
        return Descriptor.write(octets, to: descriptor, at: 0)
    }

    /// The number of the process that took the lock of `folder` last; nil where the file does not say. Whether it holds
    /// it still, `isHeld` knows.
    package static func holder(folder: String) -> Int32? {
        let words = holder(path(folder)).split(separator: " ")
        return words.first == "process" && words.count > 1 ? Int32(words[1]) : nil
    }

    /// Whether a process other than this one holds it.
    package static func isHeldByAnother(folder: String) -> Bool {
        isHeld(folder: folder) && holder(folder: folder) != getpid()
    }

    private static func path(_ folder: String) -> String { "\(folder)/lock" }

    /// The longest text that a holder writes, in octets.
    private static let largest = 1 << 16

    private static func holder(_ path: String) -> String {
        let text =
            (try? RegularFile.octets(of: path, atMost: largest)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = text.prefix { $0 != "\n" }.trimmingCharacters(in: .whitespacesAndNewlines)
        return line.isEmpty ? "another process" : line
    }

    private func sign() {
        ftruncate(descriptor, 0)
        note("")
        fsync(descriptor)
    }

    private static var signature: String { "process \(getpid()) (\(ProcessInfo.processInfo.processName))\n" }
    /// The size in octets that the file has from its signing on.
    private static let size = 4096
}
