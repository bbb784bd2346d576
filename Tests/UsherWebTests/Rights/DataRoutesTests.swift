import HTTPTypes
import Testing
import UsherCore

@testable import UsherWeb

@Suite("/data/TOKEN")
struct DataRoutesTests {
    private struct Desk: DataShowing {
        func data(for token: String) -> PersonDataAnswer? {
            switch token {
            case "good":
                .data(
                    values: .object(["address": .text("ada@example.org"), "json": .text("{}")]), language: "de",
                    json: "{\"a\":1}\n")
            case "old": .expired
            default: nil
            }
        }
    }

    private func ask(
        _ token: String, method: String = "GET", query: [String: String] = [:], accept: String? = nil
    ) async throws -> Answer {
        let table = RouteTable(base: "/mail", [DataRoutes(desk: Desk())])
        guard case .route(let route, let variable) = table.match(method: method, path: "/mail/data/\(token)") else {
            throw UsherWeb.Refusal.notFound
        }
        var fields = HTTPFields()
        fields[.accept] = accept
        let request = WebRequest(variable: variable, isHead: method == "HEAD", query: query, headers: fields)
        return try await route.admit(request).handler(request)
    }

    @Test("shows what is held, in the person's language")
    func page() async throws {
        for method in ["GET", "HEAD"] {
            guard case .page(let page) = try await ask("good", method: method, accept: "text/html, */*").content else {
                Issue.record("no page")
                return
            }
            #expect(page.name == .data && page.language == "de" && page.misfits == [])
        }
    }

    @Test("gives the same as a document, to a program and behind the page's link")
    func document() async throws {
        for answer in [
            try await ask("good", query: ["format": "json"]), try await ask("good", accept: "application/json"),
        ] {
            guard case .octets(let octets, let type) = answer.content else {
                Issue.record("no document")
                return
            }
            #expect(type == "application/json" && String(decoding: octets, as: UTF8.self) == "{\"a\":1}\n")
        }
    }

    @Test("is 410 when the link is too old, and 404 when it is not ours")
    func refused() async throws {
        await #expect(throws: UsherWeb.Refusal.expired) { try await ask("old") }
        await #expect(throws: UsherWeb.Refusal.unknownLink) { try await ask("bad") }
        await #expect(throws: UsherWeb.Refusal.notFound) { try await ask("good", method: "POST") }
    }
}
