import HTTPTypes
import Testing
import UsherCore
import UsherMail

@testable import UsherDaemon
@testable import UsherWeb

@Suite("The routes of the API")
struct APIRoutesTests {
    /// Knows one token.
    private struct Tokens: APITokenStore {
        static let secret = APISecret()
        var scopes = TokenScope.standard

        func token(_ id: APITokenID, now: Timestamp) -> (token: APIToken, hash: [UInt8])? {
            guard id == APITokenID(1) else { return nil }
            return (APIToken(id: id, name: "checkout", createdAt: now, scopes: scopes), Self.secret.hash)
        }
        func addToken(
            named name: String, hash: [UInt8], scopes: Set<TokenScope>, endsAt: Timestamp?, now: Timestamp
        ) -> APITokenID? { nil }
        func tokens() -> [APIToken] { [] }
        func revokeToken(named name: String, now: Timestamp) -> Bool { false }
        func noteUse(of token: APITokenID, day: String) {}
    }

    private static let good = Tokens.secret.text(of: APITokenID(1))

    private func routes(
        told: Told = .recorded(Array("{}\n".utf8)), scopes: Set<TokenScope> = TokenScope.standard,
        _ house: WebHouse? = nil, tokens: (any APITokenStore)? = nil,
        rates: SharedRates<APITokenID> = SharedRates(APIRoutes.allowance)
    ) throws -> APIRoutes {
        APIRoutes(
            try house ?? FakeDesk.house, tokens: tokens ?? Tokens(scopes: scopes), url: "https://shop.example/mail",
            tell: { _, _ in told }, lines: { _, _, _ in Array("{\"line\":1}\n".utf8) }, enroll: { _, _ in told },
            feedback: { _, _ in told },
            rates: rates)
    }

    private func ask(
        _ path: String, method: String = "POST", token: String? = good, type: String = "application/json",
        body: String = "{}", told: Told = .recorded(Array("{}\n".utf8)),
        scopes: Set<TokenScope> = TokenScope.standard
    ) async throws -> Answer {
        var headers: HTTPFields = [.contentType: type]
        if let token { headers[.authorization] = "Bearer \(token)" }
        return try await routes(told: told, scopes: scopes).ask(method, path, headers: headers, body: body)
    }

    private func text(_ answer: Answer) -> String { answer.text ?? "" }

    @Test(
        "say by the status what became of it",
        arguments: [
            (.recorded([0x31]), 201, "1"), (.known([0x31]), 200, "1"),
            (.malformed("names no 'event'"), 400, "{\"error\":\"The body names no 'event'.\",\"status\":400}\n"),
            (
                .unusable("'a\"b' is no address"), 422,
                "{\"error\":\"A field cannot be used: 'a\\\"b' is no address.\",\"status\":422}\n"
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
            await #expect(throws: WebRefusal.unauthorized) { try await ask(path, token: token, body: body) }
            await #expect(throws: WebRefusal.unauthorized) {
                try await ask(path, token: token, type: "text/plain")
            }
        }
    }

    @Test("need a token in force, from the moment it is made to the moment it is revoked, and are held to a rate")
    func inForce() async throws {
        let home = try LinkedHome()
        let store = home.home.store
        let routes = try routes(
            home.house, tokens: store, rates: SharedRates(.init(burst: 20, perSecond: 1.0 / 86_400)))
        func ask(_ token: String) async throws -> Answer {
            try await routes.ask(
                "POST", "/v1/events",
                headers: [.contentType: "application/json", .authorization: "Bearer \(token)"], body: "{}")
        }
        let secret = APISecret()
        let now = home.clock.now()
        let id = try #require(
            try store.addToken(
                named: "checkout", hash: secret.hash, scopes: TokenScope.standard,
                endsAt: now.adding(milliseconds: 3_600_000), now: now))
        let text = secret.text(of: id)
        #expect(try await ask(text).status == 201)
        for wrong in [
            "", "usher_1_", String(text.dropLast()), APISecret().text(of: id), secret.text(of: APITokenID(99)),
        ] {
            await #expect(throws: WebRefusal.unauthorized) { _ = try await ask(wrong) }
        }
        var refusal: WebRefusal?
        for _ in 0..<20 where refusal == nil {
            do { _ = try await ask(text) } catch let error as WebRefusal { refusal = error }
        }
        #expect(refusal?.status == 429)
        let ended = try #require(
            try store.addToken(
                named: "ended", hash: secret.hash, scopes: TokenScope.standard, endsAt: now, now: now))
        await #expect(throws: WebRefusal.unauthorized) { _ = try await ask(secret.text(of: ended)) }
        _ = try store.revokeToken(named: "checkout", now: now)
        await #expect(throws: WebRefusal.unauthorized) { _ = try await ask(text) }
    }

    @Test("let a token do what it was made for, before a body is read")
    func scopes() async throws {
        for (path, scope) in [
            ("/v1/events", TokenScope.events), ("/v1/enrollments", .enrollments), ("/v1/feedback", .feedback),
        ] {
            #expect(try await ask(path, scopes: [scope]).status == 201)
            let others = Set(TokenScope.allCases).subtracting([scope])
            let error = await #expect(throws: WebRefusal.self) {
                try await ask(path, type: "text/plain", scopes: others)
            }
            #expect(error?.status == 403 && error?.sentence.contains(others.words) == true)
        }
    }

    @Test("take one object, and events also as lines")
    func types() async throws {
        let lines = try await ask("/v1/events", type: "application/x-ndjson", body: "{}\n")
        #expect(lines.status == 200 && text(lines) == "{\"line\":1}\n")
        await #expect(throws: WebRefusal.unsupportedType(reads: "application/json, in UTF-8")) {
            try await ask("/v1/enrollments", type: "application/x-ndjson")
        }
        await #expect(
            throws: WebRefusal.unsupportedType(reads: "application/json or application/x-ndjson, in UTF-8")
        ) { try await ask("/v1/events", type: "text/csv") }
    }

    @Test("read a megabyte of one object, ten of lines, and ten thousand lines")
    func limits() async throws {
        let megabyte = String(repeating: " ", count: 1 << 20)
        #expect(try await ask("/v1/events", body: megabyte).status == 201)
        await #expect(throws: WebRefusal.tooLarge(limit: 1 << 20)) {
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
    func methods() throws {
        let table = RouteTable(base: "/mail", [try routes()])
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
