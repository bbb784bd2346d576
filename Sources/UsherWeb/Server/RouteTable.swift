import Foundation

/// The routes of one server.
package struct RouteTable: Sendable {
    /// What a method and a path mean.
    package enum Match {
        /// With the value of the path's variable segment, decoded; empty when it has none.
        case route(Route, variable: String)
        /// The path is known, the method is not: `GET, HEAD, POST`.
        case otherMethod(allow: String, Route.Voice)
        case unknown
    }

    private let base: [Substring]
    private var routes: [(segments: [Substring], route: Route)] = []

    /// - Parameter base: what the path of every route begins with: `/mail`, or nothing.
    package init(base: String = "") {
        self.base = base.split(separator: "/")
    }

    package init(base: String = "", _ subjects: [any WebRoutes]) {
        self.init(base: base)
        for subject in subjects { subject.add(to: &self) }
    }

    package mutating func add(_ route: Route) {
        routes.append((route.path == "/" ? [""] : route.path.split(separator: "/"), route))
    }

    /// The patterns, for whoever counts by them.
    package var paths: [String] { routes.map(\.route.path) }

    /// | Path | |
    /// | --- | --- |
    /// | `/mail/u/abc` | the route `/u/{token}` under the base `/mail` |
    /// | `/mail/u/a%2Db` | the same with `a-b` |
    /// | `/mail/u/abc/`, `/mail/u/abc.`, `/mail/u/abc%29` | the same with `abc`: what mail programs take for a part of a link (`LinkEnd`) |
    /// | `/mail//u/abc`, `/mail/u/`, `/mail/u/a/b`, `/u/abc` | unknown |
    /// | `/mail/u/..`, `/mail/u/%2e%2e`, `/mail/u/a%2Fb`, `/mail/u/%00`, `/mail/u/%zz` | unknown |
    package func match(method: String, path: String) -> Match {
        let bare = LinkEnd.cut(path)
        // Only what ends in a variable may be a link of a message.
        switch exact(method: method, path: bare) {
        case .route(let route, let variable) where !variable.isEmpty: return .route(route, variable: variable)
        case .otherMethod(let allow, let voice): return bare == path ? .otherMethod(allow: allow, voice) : .unknown
        case let found: return bare == path ? found : exact(method: method, path: path)
        }
    }

    private func exact(method: String, path: String) -> Match {
        let parts = path.split(separator: "/", maxSplits: 16, omittingEmptySubsequences: false)
        guard parts.first == "", parts.count > base.count + 1, parts.dropFirst().starts(with: base) else {
            return .unknown
        }
        let rest = Array(parts.dropFirst(base.count + 1))
        var allowed: [(Route, String)] = []
        for (segments, route) in routes where segments.count == rest.count {
            guard let variable = Self.variable(of: segments, in: rest) else { continue }
            if method == route.method.rawValue || (method == "HEAD" && route.method == .get) {
                return .route(route, variable: variable)
            }
            allowed.append((route, variable))
        }
        guard let (route, _) = allowed.first else { return .unknown }
        let methods = allowed.flatMap { $0.0.method == .get ? ["GET", "HEAD"] : [$0.0.method.rawValue] }
        return .otherMethod(allow: methods.joined(separator: ", "), route.voice)
    }

    private static func variable(of pattern: [Substring], in path: [Substring]) -> String? {
        var variable = ""
        for (expected, found) in zip(pattern, path) {
            if expected.hasPrefix("{") {
                guard let word = word(found) else { return nil }
                variable = word
            } else if expected != found {
                return nil
            }
        }
        return variable
    }

    /// A segment, decoded once: at most 512 octets, no control character, no slash, no way upwards.
    private static func word(_ segment: Substring) -> String? {
        guard (1...1536).contains(segment.utf8.count), let word = String(segment).removingPercentEncoding,
            (1...512).contains(word.utf8.count), word != ".", word != "..",
            !word.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F || $0 == "/" || $0 == "\\" })
        else { return nil }
        return word
    }
}
