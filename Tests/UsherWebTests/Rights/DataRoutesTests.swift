import HTTPTypes
import TestHomes
import Testing
import UsherCore
import UsherMail

@testable import UsherWeb

@Suite("/data/TOKEN")
struct DataRoutesTests {
    private let home: LinkedHome
    private let good: String

    init() throws {
        home = try LinkedHome()
        good = home.seal.url(.data(ContactID(1), askedAt: LinkedHome.now), at: LinkedHome.now)
    }

    private func ask(
        _ token: String, method: String = "GET", query: [String: String] = [:], accept: String? = nil
    ) async throws -> Answer {
        var fields = HTTPFields()
        fields[.accept] = accept
        let routes = DataRoutes(home.house) { id, _ in
            guard id == ContactID(1) else { return nil }
            return ContactData(
                values: .object(["address": .text("ada@example.org"), "json": .text("{}")]), language: "de",
                json: "{\"a\":1}\n")
        }
        return try await routes.ask(method, "/data/", token, query: query, headers: fields)
    }

    @Test("shows what is held, in the person's language")
    func page() async throws {
        for method in ["GET", "HEAD"] {
            guard case .page(let page) = try await ask(good, method: method, accept: "text/html, */*").content else {
                Issue.record("no page")
                return
            }
            #expect(page.name == .data && page.language == "de" && page.misfits == [])
        }
    }

    @Test("gives the same as a document, to a program and behind the page's link")
    func document() async throws {
        for answer in [
            try await ask(good, query: ["format": "json"]), try await ask(good, accept: "application/json"),
        ] {
            guard case .octets(let octets, let type) = answer.content else {
                Issue.record("no document")
                return
            }
            #expect(type == "application/json" && String(decoding: octets, as: UTF8.self) == "{\"a\":1}\n")
        }
    }

    @Test("is 410 after a new key, whoever has the old one, and of a moment to come")
    func rotated() async throws {
        let later = LinkedHome.now.adding(seconds: 600)
        await #expect(throws: WebRefusal.expired) {
            try await ask(home.seal.url(.data(ContactID(1), askedAt: later), at: later))
        }
        #expect(try await ask(good).status == 200)
        let old = try #require(home.home.keyring.keys.first)
        let key = try #require(
            SigningKey(
                id: old.id + 1, createdAt: LinkedHome.now.adding(seconds: 60), secret: .init(repeating: 7, count: 32)))
        #expect(home.home.keyring.takeUp(try Keyring(keys: home.home.keyring.keys + [key])).count == 1)
        #expect(try await ask(good).status == 200)
        home.clock.pass(minutes: 1)
        await #expect(throws: WebRefusal.expired) { try await ask(good) }
        let now = home.clock.now()
        #expect(try await ask(home.seal.url(.data(ContactID(1), askedAt: now), at: now)).status == 200)
    }

    @Test("is 410 when the link is too old, and 404 when it is not ours")
    func refused() async throws {
        for token in ["bad", home.seal.url(.data(ContactID(2), askedAt: LinkedHome.now), at: LinkedHome.now)] {
            await #expect(throws: WebRefusal.unknownLink) { try await ask(token) }
        }
        home.clock.pass(minutes: 7 * 1440)
        #expect(try await ask(good).status == 200)
        home.clock.pass(minutes: 1)
        await #expect(throws: WebRefusal.expired) { try await ask(good) }
        await #expect(throws: WebRefusal.notFound) { try await ask(good, method: "POST") }
    }
}
