import HTTPTypes
import UsherCore
import UsherWeb

/// Whether a request may go on at all, decided from its head, before anything is looked up. Pure.
///
/// A browser carries a session's cookie to this machine whoever asks it to; so a request must have been meant for this
/// listener, and an act must come from one of its own pages. No header says who somebody is: only what a browser writes
/// itself, and no page can change, is looked at.
///
/// | `Host` | |
/// | --- | --- |
/// | `127.0.0.1`, `localhost`, `[::1]` or the listener's own address, with any port or none | goes on: a tunnel may end at another port |
/// | any other name, which an attacker's DNS may have led here | 421 |
/// | none, or two | 400 |
///
/// | POST: `Sec-Fetch-Site` | `Origin` | |
/// | --- | --- | --- |
/// | `same-origin` | none, `null`, `http://` and the `Host` | goes on: pages that tell nobody where they are send `null` |
/// | `same-origin` | any other | 403 |
/// | `same-site` (another port of this machine), `cross-site`, `none` | any | 403 |
/// | no such field: an older browser | `http://` and the `Host` | goes on |
/// | no such field | none, `null`, any other | 403 |
///
/// | GET: `Sec-Fetch-Site` | `Sec-Fetch-Mode` | |
/// | --- | --- | --- |
/// | `same-site`, `cross-site` | any but `navigate` | 403: no page of another origin shows, loads or times ours |
/// | anything else | any | goes on |
package struct DoorCheck: Sendable {
    /// The names that the listener goes by, in small letters, IPv6 in brackets.
    private let names: Set<String>

    package init(_ listen: PublicSettings.Listen) {
        var names: Set = ["127.0.0.1", "localhost", "[::1]"]
        if case .port(let host, _) = listen { names.insert(host.contains(":") ? "[\(host)]" : host) }
        self.names = names
    }

    package func refusal(_ head: WebHead) -> WebRefusal? {
        guard head.hosts.count == 1, let host = head.hosts.first?.lowercased() else {
            return .malformed("A request names one host.")
        }
        guard let name = Self.name(of: host), names.contains(name) else {
            return .otherHost
        }
        let site = Self.field("Sec-Fetch-Site", head)
        switch head.method {
        case "GET", "HEAD":
            guard let site, site == "same-site" || site == "cross-site" else { return nil }
            return Self.field("Sec-Fetch-Mode", head) == "navigate" ? nil : Self.elsewhere
        default:
            let origin = Self.field("Origin", head)
            let isOwn = origin == "http://\(host)"
            if let site {
                return site == "same-origin" && (origin == nil || origin == "null" || isOwn) ? nil : Self.elsewhere
            }
            return isOwn ? nil : Self.elsewhere
        }
    }

    private static let elsewhere = WebRefusal.forbidden("This was asked for by a page from elsewhere.")

    /// The host of `HOST` or `HOST:PORT`; nil for anything else.
    private static func name(of host: String) -> String? {
        let end: String.Index
        if host.hasPrefix("[") {
            guard let bracket = host.firstIndex(of: "]") else { return nil }
            end = host.index(after: bracket)
        } else {
            end = host.firstIndex(of: ":") ?? host.endIndex
        }
        let port = host[end...]
        let digits = port.dropFirst()
        guard
            port.isEmpty
                || (port.first == ":" && (1...5).contains(digits.utf8.count) && digits.utf8.allSatisfy(\.isDigit))
        else { return nil }
        return String(host[..<end])
    }

    /// The field's value in small letters; nil where there is none. The values of a field that stands twice are joined,
    /// which makes nothing that a browser sends.
    private static func field(_ name: String, _ head: WebHead) -> String? {
        guard let name = HTTPField.Name(name) else { return nil }
        let values = head.headers[values: name]
        return values.isEmpty ? nil : values.joined(separator: ", ").lowercased()
    }
}
