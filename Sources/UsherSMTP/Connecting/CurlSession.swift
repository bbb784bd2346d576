import CCurl
import Glibc

/// A connection that libcurl made and that is ours to talk on. Closed, with its descriptor, when the last reference
/// goes.
final class CurlSession: Wire {
    private let handle: UnsafeMutableRawPointer
    let socket: Int32
    let isEncrypted: Bool
    /// The socket as its `SocketSet` watches it; nil before that.
    var watched: WatchedSocket?

    /// Takes the libcurl handle over, and cleans it up at its own end.
    init(handle: UnsafeMutableRawPointer, socket: Int32, isEncrypted: Bool) {
        self.handle = handle
        self.socket = socket
        self.isEncrypted = isEncrypted
    }

    deinit { curl_easy_cleanup(handle) }

    /// Sends the acknowledgement of what was received now, without waiting for data to carry it (TCP_QUICKACK).
    func acknowledge() {
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_QUICKACK, &on, socklen_t(MemoryLayout.size(ofValue: on)))
    }

    func wantsWrite(_ wanted: Bool) { watched?.wantsWrite(wanted) }

    func unwatch() { watched?.cancel() }

    /// Sends without blocking. After `.again` the same octets at the same address must come first the next time: TLS
    /// remembers them.
    func send(_ bytes: UnsafeRawBufferPointer) -> WireTransfer {
        var count = 0
        switch curl_easy_send(handle, bytes.baseAddress, bytes.count, &count) {
        case CURLE_OK: return count > 0 ? .octets(count) : .again
        case CURLE_AGAIN: return .again
        default: return .closed
        }
    }

    /// Receives without blocking. TLS may hold more than the descriptor shows: read until `.again` before waiting.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> WireTransfer {
        var count = 0
        switch curl_easy_recv(handle, buffer.baseAddress, buffer.count, &count) {
        case CURLE_OK: return count > 0 ? .octets(count) : .closed
        case CURLE_AGAIN: return .again
        default: return .closed
        }
    }
}
