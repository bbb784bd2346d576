import Foundation
import Glibc

/// One connection to a server on this machine. Every call blocks, `seconds` at most.
package final class WebConnection: Sendable {
    private let descriptor: Int32

    package init(_ place: WebClient.Place, seconds: Int = 120) throws {
        let family =
            switch place {
            case .port: AF_INET
            case .socket: AF_UNIX
            }
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw WebClient.Trouble(description: "no socket: \(Self.reason)") }
        var patience = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        let connected: Int32
        switch place {
        case .port(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            connected = Self.with(&address) { connect(descriptor, $0, $1) }
        case .socket(let path):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
            connected = Self.with(&address) { connect(descriptor, $0, $1) }
        }
        guard connected == 0 else { throw WebClient.Trouble(description: "no connection: \(Self.reason)") }
    }

    deinit { close(descriptor) }

    /// As much as the server takes: it may close before the end.
    package func write(_ octets: [UInt8]) {
        var rest = octets[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// Says that nothing more comes.
    package func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// What comes next; nil when the server closed the connection, or stays silent.
    package func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        return count > 0 ? Array(buffer.prefix(count)) : nil
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
