import Foundation

extension ScenarioHome {
    static let publicURL = "https://shop.example/mail"

    struct PublicPorts {
        let port: Int
        let privatePort: Int
    }

    /// Live mode through the relay on port `relay`, with a public address on `listen` or a free port, and a private
    /// listener on another.
    func publish(relay: Int, listen: String? = nil) throws -> PublicPorts {
        let ports = try (FreePort.next(), FreePort.next())
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
}
