import UsherCore

/// `public:` of `config/usher.yaml`.
enum PublicDocument {
    private static let advice = "your web server stands in front of it, with TLS"

    static func read(_ field: Field) -> PublicSettings? {
        field.record { keys in
            let url = keys.required("url").flatMap(url)
            let listenField = keys["listen"]
            let privateField = keys["private"]
            let listen =
                listenField.flatMap { ListenDocument.read($0, advice: advice) } ?? .port(host: "127.0.0.1", 8025)
            let privateListen = privateField.flatMap { ListenDocument.read($0, advice: advice) }
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
}
