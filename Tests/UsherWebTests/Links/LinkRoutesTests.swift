import HTTPTypes
import Testing
import UsherCore

@testable import UsherWeb

@Suite("The links' routes")
struct LinkRoutesTests {
    /// Knows one word of each kind, and says in the address whether it was a peek.
    private struct Desk: LinkAnswering {
        func message(token: String, isPeek: Bool) -> String? {
            token == "good" ? "https://shop.example/m?\(isPeek)" : nil
        }
        func campaign(named name: String, isPeek: Bool) -> String? {
            name == "fair" ? "https://shop.example/c?\(isPeek)" : nil
        }
        func promoter(code: String, isPeek: Bool) -> String? {
            code == "7hm2x9qd" ? "https://shop.example/r?\(isPeek)" : nil
        }
    }

    private let table = RouteTable(base: "/mail", [LinkRoutes(desk: Desk())])

    private func answer(
        _ method: String, _ path: String, isHead: Bool = false, headers: [String: String] = [:],
        query: [String: String] = [:]
    ) async throws -> Answer? {
        guard case .route(let route, let variable) = table.match(method: method, path: path) else { return nil }
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let request = WebRequest(variable: variable, isHead: isHead, query: query, headers: fields)
        return try await route.admit(request).handler(request)
    }

    @Test(
        "redirect to what the desk says, and to nothing that the request says",
        arguments: [("/mail/l/good", "m"), ("/mail/c/fair", "c"), ("/mail/r/7hm2x9qd", "r")])
    func redirects(path: String, kind: String) async throws {
        let answer = try #require(
            try await answer(
                "GET", path, headers: ["Host": "evil.example", "X-Forwarded-Host": "evil.example"],
                query: ["url": "https://evil.example", "to": "//evil.example"]))
        #expect(answer.status == 302)
        #expect(answer.headers[.location] == "https://shop.example/\(kind)?false")
        let head = try await self.answer("HEAD", path, isHead: true)
        #expect(head?.headers[.location] == "https://shop.example/\(kind)?true")
    }

    @Test("answer 404 to whatever is not ours", arguments: ["/mail/l/bad", "/mail/c/fare", "/mail/r/x"])
    func unknown(path: String) async throws {
        await #expect(throws: Refusal.unknownLink) { _ = try await answer("GET", path) }
    }

    @Test("know GET and HEAD only", arguments: ["POST", "PUT", "DELETE", "OPTIONS", "get"])
    func methods(method: String) async throws { #expect(try await answer(method, "/mail/l/good") == nil) }

    @Test(
        "see by HEAD and by headers that nobody opens what is fetched",
        arguments: [
            ("Sec-Purpose", "prefetch;prerender", true), ("Sec-Purpose", "Prefetch", true),
            ("Purpose", "prefetch", true), ("X-Purpose", "preview", true), ("X-Moz", "prefetch", true),
            ("Purpose", "reading", false), ("User-Agent", "prefetch", false), ("Accept", "*/*", false),
        ])
    func peeks(name: String, value: String, isPeek: Bool) throws {
        var fields = HTTPFields()
        fields[try #require(HTTPField.Name(name))] = value
        #expect(WebRequest(headers: fields).isPeek == isPeek)
        #expect(WebRequest(isHead: true).isPeek)
    }
}
