import Glibc

/// The address in `$NOTIFY_SOCKET`: a datagram socket of the AF_UNIX family, in the file system or abstract.
struct NotifyAddress: Sendable {
    /// The bytes of `sun_path`: a path with its closing zero, or a zero and the abstract name.
    private let path: [UInt8]

    /// Reads the address; nil when `text` is neither an absolute path nor `@name`, or does not fit into `sun_path`.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let path: [UInt8]
        switch bytes.first {
        case UInt8(ascii: "/"): path = bytes + [0]
        case UInt8(ascii: "@"): path = [0] + bytes.dropFirst()
        default: return nil
        }
        guard path.count >= 2, path.count <= MemoryLayout.size(ofValue: sockaddr_un().sun_path) else { return nil }
        self.path = path
    }

    /// Hands over one datagram, or says false: nobody listens there, or its queue is full. Never blocks.
    func send(_ datagram: [UInt8]) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(
                    descriptor, datagram, datagram.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL), $0,
                    length)
            }
        }
        return sent == datagram.count
    }
}
