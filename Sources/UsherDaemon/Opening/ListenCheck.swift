import Foundation
import UsherCore

/// Looks whether a listener can be opened, before anything is sent: the daemon starts whole or says why not.
enum ListenCheck {
    /// Looks at an address. Throws one sentence when it is in use or cannot be had. A socket's file that nobody listens
    /// on is removed; one that somebody listens on is left alone.
    static func prepare(_ listen: PublicSettings.Listen) throws(DaemonError) {
        switch listen {
        case .port(let host, let number): try port(host, number, listen)
        case .socket(let path): try socket(path, listen)
        }
    }

    /// Whether somebody listens there. Connects, and says nothing.
    static func isServed(_ listen: PublicSettings.Listen) -> Bool {
        switch listen {
        case .port(let host, let number):
            guard let descriptor = descriptor(host) else { return false }
            defer { close(descriptor) }
            return with(host, number) { connect(descriptor, $0, $1) } == 0
        case .socket(let path): return isServed(path)
        }
    }

    private static func descriptor(_ host: String) -> Int32? {
        let found = Glibc.socket(host.contains(":") ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        return found >= 0 ? found : nil
    }

    private static func port(_ host: String, _ port: Int, _ listen: PublicSettings.Listen) throws(DaemonError) {
        guard let descriptor = descriptor(host) else { throw .cannotListen("\(listen)", because: reason) }
        defer { close(descriptor) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        guard with(host, port, { bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 1) == 0 else {
            throw .cannotListen("\(listen)", because: reason)
        }
    }

    private static func with(_ host: String, _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32)
        -> Int32
    {
        let network = in_port_t(UInt16(clamping: port)).bigEndian
        if host.contains(":") {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = network
            inet_pton(AF_INET6, host, &address.sin6_addr)
            return with(&address, body)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = network
        inet_pton(AF_INET, host, &address.sin_addr)
        return with(&address, body)
    }

    private static func socket(_ path: String, _ listen: PublicSettings.Listen) throws(DaemonError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            guard access(folder, W_OK | X_OK) == 0 else {
                throw .cannotListen("\(listen)", because: "\(folder): \(reason)")
            }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw .cannotListen("\(listen)", because: "there is something else of that name")
        }
        guard !isServed(path) else { throw .cannotListen("\(listen)", because: "another process listens there") }
        guard unlink(path) == 0 else { throw .cannotListen("\(listen)", because: reason) }
    }

    private static func isServed(_ path: String) -> Bool {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
        return with(&address) { connect(descriptor, $0, $1) } == 0 || errno == EAGAIN
    }

    private static func with<Address>(
        _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafeBytes(of: &address) { octets in
            guard let start = octets.baseAddress else { return -1 }
            return body(start.assumingMemoryBound(to: sockaddr.self), socklen_t(octets.count))
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
