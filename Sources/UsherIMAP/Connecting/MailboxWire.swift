import CCurl
import Glibc

/// A connection that libcurl made and logged in on, and that is ours to talk on. Closed, with its descriptor, when the
/// last reference goes; nothing is said then, and nobody is waited for.
final class MailboxWire {
    private let handle: UnsafeMutableRawPointer
    private let socket: Int32

    enum Reading {
        case octets(Int)
        /// Nothing has come yet.
        case nothing
        case closed
    }

    /// Takes the libcurl handle over, and cleans it up at its own end.
    init(handle: UnsafeMutableRawPointer, socket: Int32) {
        self.handle = handle
        self.socket = socket
    }

    deinit { curl_easy_cleanup(handle) }

    /// Writes all octets; false when that cannot be, or `mayGoOn` says no while the server takes nothing.
    func write(_ octets: [UInt8], while mayGoOn: () -> Bool) -> Bool {
        octets.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                var count = 0
                let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
                switch curl_easy_send(handle, rest.baseAddress, rest.count, &count) {
                case CURLE_OK where count > 0: done += count
                case CURLE_OK, CURLE_AGAIN:
                    guard mayGoOn() else { return false }
                    wait(for: Int16(POLLOUT))
                default: return false
                }
            }
            return true
        }
    }

    /// Reads what has come, or comes within a fifth of a second.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Reading {
        for attempt in 0...1 {
            var count = 0
            switch curl_easy_recv(handle, buffer.baseAddress, buffer.count, &count) {
            case CURLE_OK: return count > 0 ? .octets(count) : .closed
            case CURLE_AGAIN: if attempt == 0 { wait(for: Int16(POLLIN)) }
            default: return .closed
            }
        }
        return .nothing
    }

    private func wait(for event: Int16) {
        var one = pollfd(fd: socket, events: event, revents: 0)
        poll(&one, 1, 200)
    }
}
