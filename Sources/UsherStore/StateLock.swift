import Foundation
import UsherCore
import UsherSupport

/// The lock that one live daemon holds on its state folder: `flock` on the file `lock` in it.
///
/// It belongs to the process and goes with it, however that ends; nothing expires by a clock. The file says, for
/// people, who took it.
package final class StateLock: Sendable {
    package enum Fault: Error, Hashable, Sendable {
        /// Somebody holds it; what the file says of them.
        case held(by: String)
        case cannotOpen(String)
    }

    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock of `folder`, until the returned value goes. A second call throws `.held`, in this process too.
    package static func acquire(folder: String) throws(Fault) -> StateLock {
        let path = path(folder)
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen("\(path): \(String(cString: strerror(errno)))") }
        let lock = StateLock(descriptor: descriptor)
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
        let descriptor = open(path(folder), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    private static func path(_ folder: String) -> String { "\(folder)/lock" }

    /// Nobody writes more into it.
    private static let largest = 1 << 16

    private static func holder(_ path: String) -> String {
        let text = (try? RegularFile.octets(of: path, atMost: largest)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.isEmpty ? "another process" : text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func sign() {
        let text = Array("process \(getpid()) (\(ProcessInfo.processInfo.processName))\n".utf8)
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
    }
}
