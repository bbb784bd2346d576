import HTTPTypes
import Testing
import UsherCore

@testable import UsherWeb

@Suite("The routes of the API")
struct APIRoutesTests {
    /// Knows one token, and answers as it is told to.
    private struct Desk: Telling {
        var told = Told.recorded(Array("{}\n".utf8))
        var scopes = TokenScope.standard

        func caller(of token: String) async throws -> APICaller {
            guard token == "good" else { throw UsherWeb.Refusal.unauthorized }
            return APICaller(name: "checkout", scopes: scopes)
        }
        func tell(_ event: [UInt8], _ caller: APICaller) async throws -> Told { told }
        func tell(lines: [UInt8], _ caller: APICaller) async throws -> [UInt8] { Array("{\"line\":1}\n".utf8) }
        func enroll(_ entry: [UInt8], _ caller: APICaller) async throws -> Told { told }
    }

    private func ask(
        _ path: String, method: String = "POST", token: String? = "good", type: String = "application/json",
        body: String = "{}", told: Told? = nil, scopes: Set<TokenScope> = TokenScope.standard
    ) async throws -> Answer {
        var desk = Desk()
        desk.scopes = scopes
        if let told { desk.told = told }
        let table = RouteTable([APIRoutes(desk: desk, url: "https://shop.example/mail")])
        guard case .route(let route, _) = table.match(method: method, path: path) else {
            throw UsherWeb.Refusal.notFound
        }
        var headers = HTTPFields()
        if let token { headers[.authorization] = "Bearer \(token)" }
        headers[.contentType] = type
        let admission = try await route.admit(WebRequest(headers: headers))
        guard body.utf8.count <= admission.bodyLimit || method == "GET" else {
            throw UsherWeb.Refusal.tooLarge(limit: admission.bodyLimit)
        }
        return try await admission.handler(WebRequest(headers: headers, body: Array(body.utf8)))
    }

    private func text(_ answer: Answer) -> String {
        if case .octets(let octets, _) = answer.content { String(decoding: octets, as: UTF8.self) } else { "" }
    }

    @Test(
        "say by the status what became of it",
        arguments: [
            (.recorded([0x31]), 201, "1"), (.known([0x31]), 200, "1"),
            (.malformed("names no 'event'"), 400, "{\"error\":\"The body names no 'event'.\",\"status\":400}\n"),
            (
                .unusable("'a\"b' is no address"), 422,
                "{\"error\":\"A field says nothing usable: 'a\\\"b' is no address.\",\"status\":422}\n"
            ),
            (.forbidden("not yours"), 403, "{\"error\":\"Refused: not yours.\",\"status\":403}\n"),
            (.conflict("no such event"), 409, "{\"error\":\"Refused: no such event.\",\"status\":409}\n"),
            (.conflict("is it so?"), 409, "{\"error\":\"Refused: is it so?\",\"status\":409}\n"),
        ] as [(Told, Int, String)])
    func statuses(told: Told, status: Int, document: String) async throws {
        for path in ["/v1/events", "/v1/enrollments"] {
            let answer = try await ask(path, told: told)
            #expect(answer.status == status)
            #expect(text(answer) == document)
        }
    }

    @Test(
        "let in nobody without a token that is known, before anything of the body is read", arguments: [nil, "bad", ""])
    func tokens(token: String?) async throws {
        for path in ["/v1/events", "/v1/enrollments"] {
            // As large as it likes: 401, and not 413.
            let body = String(repeating: " ", count: 20 << 20)
            await #expect(throws: UsherWeb.Refusal.unauthorized) { try await ask(path, token: token, body: body) }
            await #expect(throws: UsherWeb.Refusal.unauthorized) {
                try await ask(path, token: token, type: "text/plain")
            }
        }
    }

    @Test("let a token do what it was made for, before a body is read")
    func scopes() async throws {
        for (path, scope) in [("/v1/events", TokenScope.events), ("/v1/enrollments", .enrollments)] {
            #expect(try await ask(path, scopes: [scope]).status == 201)
            let others = Set(TokenScope.allCases).subtracting([scope])
            let error = await #expect(throws: UsherWeb.Refusal.self) {
                try await ask(path, type: "text/plain", scopes: others)
            }
            #expect(error?.status == 403 && error?.sentence.contains(others.words) == true)
        }
    }

    @Test("take one object, and events also as lines")
    func types() async throws {
        let lines = try await ask("/v1/events", type: "application/x-ndjson", body: "{}\n")
        #expect(lines.status == 200 && text(lines) == "{\"line\":1}\n")
        await #expect(throws: UsherWeb.Refusal.unsupportedType(reads: "application/json, in UTF-8")) {
            try await ask("/v1/enrollments", type: "application/x-ndjson")
        }
        await #expect(
            throws: UsherWeb.Refusal.unsupportedType(reads: "application/json or application/x-ndjson, in UTF-8")
        ) { try await ask("/v1/events", type: "text/csv") }
    }

    @Test("read a megabyte of one object, ten of lines, and ten thousand lines")
    func limits() async throws {
        let megabyte = String(repeating: " ", count: 1 << 20)
        #expect(try await ask("/v1/events", body: megabyte).status == 201)
        await #expect(throws: UsherWeb.Refusal.tooLarge(limit: 1 << 20)) {
            try await ask("/v1/events", body: megabyte + " ")
        }
        let lines = String(repeating: "{}\n", count: 10_000)
        #expect(try await ask("/v1/events", type: "application/x-ndjson", body: lines).status == 200)
        let more = try await ask("/v1/events", type: "application/x-ndjson", body: lines + "{}")
        #expect(more.status == 413 && text(more).contains("At most 10000 lines"))
    }

    @Test("serve their document, for the server that serves it, to anybody")
    func document() async throws {
        let answer = try await ask("/v1/openapi.json", method: "GET", token: nil)
        let document = text(answer)
        #expect(answer.status == 200 && document.contains("\"openapi\": \"3.1.0\""))
        #expect(document.contains("\"https://shop.example/mail\""))
        let other = String(decoding: OpenAPIDocument.octets(url: "http://127.0.0.1:8025/"), as: UTF8.self)
        #expect(other.contains("\"http://127.0.0.1:8025\"") && !other.contains("\"https://shop.example/mail\""))
    }

    @Test("know no other method")
    func methods() {
        let table = RouteTable(base: "/mail", [APIRoutes(desk: Desk(), url: "https://shop.example/mail")])
        for (path, allow) in [("/v1/events", "POST"), ("/v1/enrollments", "POST"), ("/v1/openapi.json", "GET, HEAD")] {
            for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
                guard case .otherMethod(let allowed, .json) = table.match(method: method, path: "/mail\(path)") else {
                    Issue.record("\(method) \(path)")
                    continue
                }
                #expect(allowed == allow)
            }
        }
    }
}
