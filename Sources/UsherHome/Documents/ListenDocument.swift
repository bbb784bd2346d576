import UsherCore

/// Where a listener stands, as `public:` and `dashboard:` name it: on this machine, or nowhere.
enum ListenDocument {
    /// `127.0.0.1:8025`, `[::1]:8025`, `localhost:8025`, `unix:/run/usher/public.sock`. `advice` says how people get to
    /// it all the same.
    static func read(_ field: Field, example: String = "127.0.0.1:8025", advice: String) -> PublicSettings.Listen? {
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
            return field.refuse("\(field.title) must be HOST:PORT or unix:PATH, like \(example), not \(field.looks)")
        }
        var host = String(line[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host == "localhost" { host = "127.0.0.1" }
        guard host == "::1" || isLoopback(host) else {
            return field.refuse("\(field.title) must be on this machine (127.0.0.1, [::1] or unix:PATH); \(advice)")
        }
        return .port(host: host, port)
    }

    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil && $0.count <= 3 }
    }
}
