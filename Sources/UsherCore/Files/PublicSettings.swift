/// `public:` of `config/usher.yaml`: what Usher serves to the internet, through the shop's web server, and where.
package struct PublicSettings: Hashable, Sendable {
    /// The place of a listener: only ever on this machine.
    package enum Listen: Hashable, Sendable {
        /// A loopback address.
        case port(host: String, Int)
        /// A Unix socket's path, absolute.
        case socket(String)
    }

    /// The beginning of every link: `https://shop.example/mail`, without a slash at its end.
    package var url: String
    /// The listener for the shop's web server.
    package var listen: Listen
    /// The listener for health and metrics; nil serves none.
    package var privateListen: Listen?
    /// How many connections there may be at once.
    package var connections: Int

    package init(
        url: String, listen: Listen = .port(host: "127.0.0.1", 8025), privateListen: Listen? = nil,
        connections: Int = 512
    ) {
        self.url = url
        self.listen = listen
        self.privateListen = privateListen
        self.connections = connections
    }

    /// The path of `url`: `/mail`, or nothing.
    package var path: String {
        let rest = url.dropFirst("https://".count)
        return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? ""
    }
}

extension PublicSettings.Listen: CustomStringConvertible {
    package var description: String {
        switch self {
        case .port(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .socket(let path): "unix:\(path)"
        }
    }
}
