import Testing
import TestSupport

@testable import UsherWeb

@Suite("Every route of the public address")
struct EveryRouteTests {
    /// One way of being wrong, for each route that it fits.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let statuses: Set<Int>
        /// Nil where the route has no such thing.
        let request: @Sendable (PublicRoute) -> String?
    }

    private static func any(
        _ name: String, _ statuses: Int..., request: @escaping @Sendable (PublicRoute) -> String?
    ) -> Wrong {
        Wrong(testDescription: name, statuses: Set(statuses), request: request)
    }

    private static func post(
        _ name: String, _ statuses: Int..., request: @escaping @Sendable (PublicRoute) -> String
    ) -> Wrong {
        Wrong(testDescription: name, statuses: Set(statuses)) { $0.isPost ? request($0) : nil }
    }

    /// A body that no form is; the API has its own rows.
    private static func form(_ name: String, _ body: String, _ statuses: Int...) -> Wrong {
        Wrong(testDescription: name, statuses: Set(statuses)) { $0.isPost && !$0.isAPI ? $0.request(body: body) : nil }
    }

    /// Another word in the place of the right one.
    private static func word(_ name: String, _ statuses: Int..., change: @escaping @Sendable (String) -> String)
        -> Wrong
    {
        Wrong(testDescription: name, statuses: Set(statuses)) { route in
            let changed = change(route.word)
            // A campaign's name and a code are in small letters.
            guard route.hasWord, changed != route.word else { return nil }
            return route.request(path: route.path.dropLast(route.word.count) + changed)
        }
    }

    private static let chunked = "Transfer-Encoding: chunked\r\n"
    private static let methods = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"].map { method in
        any(method, 405) { $0.request(method: method) }
    }

    static let wrong: [Wrong] =
        methods + [
            any("a method nobody knows", 400, 405) { $0.request(method: "BREW") },
            any("a method in small letters", 400, 405) { $0.request(method: $0.method.lowercased()) },
            any("a slash at the end", 404) { $0.hasWord ? nil : $0.request(path: $0.path + "/") },
            any("a slash too many", 404) { $0.request(path: "/" + $0.path) },
            any("upwards", 404) { $0.request(path: "/mail/../" + $0.path.dropFirst(6)) },
            any("upwards, escaped", 404) { $0.request(path: $0.path + "/%2e%2e/%2e%2e/etc/passwd") },
            any("without the base", 404) { $0.request(path: String($0.path.dropFirst(5))) },
            any("a broken query", 400) { $0.request(path: $0.path + "?a=%zz") },
            any("a header of 40 KB", 431) { $0.request(headers: "X: \(String(repeating: "x", count: 40_000))\r\n") },
            any("a folded header", 400) { $0.request(headers: "X: a\r\n b: c\r\n") },
            any("a NUL in a header", 400) { $0.request(headers: "X: a\u{0}b\r\n") },
            word("cut short", 404) { String($0.dropLast()) },
            word("with something after it", 404) { $0 + "A" },
            word("one letter changed", 404) { "F" + $0.dropFirst() },
            word("in small letters", 404) { $0.lowercased() },
            word("a line end in it", 404) { $0 + "%0d%0aSet-Cookie:%20a=b" },
            word("a NUL in it", 404) { $0 + "%00" },
            word("a slash in it, escaped", 404) { $0 + "%2Fx" },
            word("upwards in its place", 404) { _ in "%2e%2e" },
            word("letters that only look right", 404) { "%D0%95" + $0.dropFirst() },
            word("a mark that turns the direction", 404) { "%E2%80%AE" + $0 },
            word("a letter of no width in it", 404) { $0 + "%E2%80%8B" },
            word("octets that are not UTF-8", 404) { $0 + "%ff%fe" },
            word("5,000 letters", 404) { _ in String(repeating: "A", count: 5000) },
            post("no type", 415) { $0.request(type: "") },
            post("another type", 415) { $0.request(type: "text/plain") },
            post("a type that is none", 415) { $0.request(type: ";;=") },
            post("the other kind of type", 415) { $0.request(type: $0.isAPI ? PublicRoute.form : "application/json") },
            post("a huge body, announced", 413) { $0.request(length: "Content-Length: 1000000000\r\n") },
            post("a huge body in chunks", 413) { route in
                let chunk = "4000\r\n\(String(repeating: "a", count: 0x4000))\r\n"
                return route.request(body: String(repeating: chunk, count: 70), length: chunked)
            },
            post("chunks of nonsense", 400) { $0.request(body: "zz\r\n\($0.body)\r\n0\r\n\r\n", length: chunked) },
            post("a chunk longer than it says", 400) {
                $0.request(body: "2\r\n\($0.body)\r\n0\r\n\r\n", length: chunked)
            },
            post("a length and chunks", 400) {
                $0.request(body: "0\r\n\r\n", length: "Content-Length: 5\r\n" + chunked)
            },
            post("two lengths", 400) { $0.request(length: "Content-Length: 5\r\nContent-Length: 6\r\n") },
            post("a length that is none", 400) { $0.request(length: "Content-Length: ten\r\n") },
            post("an empty body", 400, 422) { $0.request(body: "") },
            form("a broken escape", "choice=all&score=9&a=%", 400),
            form("octets that are not UTF-8", "choice=confirm&score=9&a=%ff", 400),
            form("a NUL in a value", "choice=confirm&score=9&a=%00", 400),
            form("two hundred fields", String(repeating: "a=b&", count: 200), 400),
            form("fields of another page", "hello=there", 400, 422),
        ]

    /// Where nothing changes one is enough.
    private static let unchanged = Result { try FakeHouse() }

    @Test("answers what is wrong in the 400s, plainly, and changes nothing", arguments: wrong)
    func refused(wrong: Wrong) async throws {
        let house = try Self.unchanged.get()
        let server = try await RunningServer.start(subjects: house.subjects)
        for (number, route) in PublicRoute.all.enumerated() {
            guard let request = wrong.request(route) else { continue }
            // Each from a network of its own: what is tried often is answered with 429, whatever it is.
            let from = request.replacing(
                "\r\nHost:", with: "\r\nX-Forwarded-For: 203.0.\(number).9\r\nHost:", maxReplacements: 1)
            let octets = from.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            let reply = try await server.client.send(octets)
            #expect(wrong.statuses.contains(reply.status), "\(route): \(reply.status)")
            #expect(!reply.body.isEmpty, "\(route)")
            #expect(reply.field("set-cookie") == nil && reply.field("location") == nil, "\(route)")
            #expect(reply.field("cache-control") == "no-store" && reply.field("x-content-type-options") == "nosniff")
            #expect(reply.field("content-security-policy")?.contains("default-src 'none'") == true)
        }
        #expect(try house.changes == [])
        // And the server is as good as before.
        #expect(try await server.client.send(PublicRoute.all[0].request()).status == 200)
    }

    @Test("answers what is in order, the same each time, and does it once", arguments: PublicRoute.all)
    func replayed(route: PublicRoute) async throws {
        let house = try FakeHouse()
        let server = try await RunningServer.start(subjects: house.subjects)
        let replies = try await [1, 2, 3].asyncMap { _ in try await server.client.send(route.request()) }
        #expect([200, 201, 302].contains(replies[0].status), "\(replies[0].status)")
        // The API says that something was known already.
        let alike = route.isAPI ? replies.dropFirst() : replies[...]
        #expect(Set(alike.map(\.status)).count == 1 && Set(alike.map(\.body)).count == 1)
        let changes = try house.changes
        #expect(changes == route.changes, "\(changes)")
    }

    @Test("has its row in the table above")
    func everyRoute() throws {
        let table = RouteTable(base: "/mail", try Self.unchanged.get().subjects)
        let found = PublicRoute.all.compactMap { route -> String? in
            guard case .route(let found, _) = table.match(method: route.method, path: route.path) else { return nil }
            return "\(found.method.rawValue) \(found.path)"
        }
        #expect(found.count == PublicRoute.all.count && Set(found).count == found.count)
        #expect(Set(found.map { $0.drop { $0 != " " }.dropFirst() }) == Set(table.paths.map { $0[...] }))
        #expect(found.count == table.paths.count)
    }

    @Test("lets no line end of a name into a mail: it leaves such a name out")
    func names() async throws {
        let house = try FakeHouse()
        let server = try await RunningServer.start(subjects: house.subjects)
        for name in ["Ada%0D%0ABcc:%20eve@example.org", "Ada%0Aeve", "Ada%09eve", "Ada%7F"] {
            let reply = try await server.client.post("/mail/subscribe", "address=ada%40example.org&name=\(name)")
            #expect(reply.status == 200)
        }
        #expect(try house.changes == ["ada@example.org -", "ada@example.org signed_up"])
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
