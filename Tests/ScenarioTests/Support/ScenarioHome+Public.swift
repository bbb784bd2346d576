import Foundation
import Glibc

extension ScenarioHome {
    static let publicURL = "https://shop.example/mail"

    struct PublicPorts {
        let port: Int
        let privatePort: Int
    }

    /// Live mode through the relay on port `relay`, with a public address on `listen` or a free port, and a private
    /// listener on another.
    func publish(relay: Int, listen: String? = nil) throws -> PublicPorts {
        let ports = try (Self.freePort(), Self.freePort())
        try goLive(
            port: relay,
            settings: [
                "public:", "  url: \(Self.publicURL)", "  listen: \"\(listen ?? "127.0.0.1:\(ports.0)")\"",
                "  private: \"127.0.0.1:\(ports.1)\"",
            ])
        return PublicPorts(port: ports.0, privatePort: ports.1)
    }

    /// What a web server hands on of a link: the path and the query.
    static func path(of link: String) -> String { String(link.dropFirst("https://shop.example".count)) }

    /// A port of 127.0.0.1 that nobody uses at the moment.
    static func freePort() throws -> Int {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let found = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard found else {
            throw UsherProcess.Trouble(description: "no free port: \(String(cString: strerror(errno)))")
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
