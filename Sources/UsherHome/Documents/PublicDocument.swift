import UsherCore

/// `public:` of `config/usher.yaml`.
enum PublicDocument {
    static func read(_ field: Field) -> PublicSettings? {
        field.record { keys in
            let url = keys.required("url").flatMap(url)
            let listenField = keys["listen"]
            let privateField = keys["private"]
            let listen = listenField.flatMap { listener($0) } ?? .port(host: "127.0.0.1", 8025)
            let privateListen = privateField.flatMap { listener($0) }
            if let privateListen, privateListen == listen {
                privateField?.refuse(
                    "'private' and 'listen' are the same address; health and metrics are not for the internet")
            }
            let settings = PublicSettings(
                url: url ?? "", listen: listen, privateListen: privateListen,
                connections: keys["connections"]?.whole(in: 16...4096) ?? 512)
            return url == nil ? nil : settings
        }
    }

    /// https, a host, perhaps a path of plain segments; the slash at its end is dropped.
    private static func url(_ field: Field) -> String? {
        guard var url = field.url() else { return nil }
        guard url.lowercased().hasPrefix("https://") else {
            return field.refuse(
                "'\(PlainText.shortened(url))' is not https; people say no there, and mailbox providers ask for https (RFC 8058)"
            )
        }
        url = "https://" + url.dropFirst("https://".count)
        guard !url.contains("?"), !url.contains("#") else {
            return field.refuse(
                "'\(PlainText.shortened(url))' must not have a '?' or a '#'; links are made by adding a path")
        }
        while url.hasSuffix("/") { url.removeLast() }
        let path = url.dropFirst("https://".count).split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard url.utf8.allSatisfy({ $0 < 0x80 }), !url.contains("%"),
            path.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
        else {
            return field.refuse(
                "'\(PlainText.shortened(url))' must be plain ASCII with a simple path, like https://shop.example/mail")
        }
        guard url.utf8.count <= UnsubscribeRoutes.longestPublicURL else {
            return field.refuse(
                "'\(PlainText.shortened(url))' is longer than \(UnsubscribeRoutes.longestPublicURL) octets; links in headers are made "
                    + "by adding to it; use a shorter one")
        }
        return url
    }

    /// `127.0.0.1:8025`, `[::1]:8025`, `localhost:8025`, `unix:/run/usher/public.sock`.
    private static func listener(_ field: Field) -> PublicSettings.Listen? {
        guard let line = field.line() else { return nil }
        if line.hasPrefix("unix:") {
            let path = String(line.dropFirst("unix:".count))
            // sun_path holds 108 octets with its NUL.
            guard path.hasPrefix("/"), path.utf8.count <= 107, !path.hasSuffix("/") else {
                return field.refuse(
                    "\(field.title) must name a socket by an absolute path of at most 107 octets, like unix:/run/usher/public.sock"
                )
            }
            return .socket(path)
        }
        guard let colon = line.lastIndex(of: ":"), let port = Int(line[line.index(after: colon)...]),
            (1...65535).contains(port)
        else {
            return field.refuse(
                "\(field.title) must be HOST:PORT or unix:PATH, like 127.0.0.1:8025, not \(field.looks)")
        }
        var host = String(line[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host == "localhost" { host = "127.0.0.1" }
        guard host == "::1" || isLoopback(host) else {
            return field.refuse(
                "\(field.title) must be on this machine (127.0.0.1, [::1] or unix:PATH); your web server stands in front of it, "
                    + "with TLS")
        }
        return .port(host: host, port)
    }

    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil && $0.count <= 3 }
    }
}
