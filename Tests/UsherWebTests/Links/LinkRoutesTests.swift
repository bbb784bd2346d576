import HTTPTypes
import Testing
import UsherCore

@testable import UsherDaemon
@testable import UsherWeb

@Suite("The links' routes")
struct LinkRoutesTests {
    @Test("redirect to the shop's own addresses, and to nothing that the request says; HEAD is nobody's visit")
    func redirects() async throws {
        let home = try LinkedHome()
        let (claimed, _, contact) = try home.send("welcome", to: "ada@example.org")
        let code = try home.home.store.code(of: contact.id, make: PromoterCode.make)
        let token = home.seal.url(.link(claimed.delivery, number: 0), at: LinkedHome.now)
        var headers = HTTPFields()
        for name in ["Host", "X-Forwarded-Host"] { headers[try #require(HTTPField.Name(name))] = "evil.example" }
        for (path, word) in [("/l/", token), ("/c/", "craft-fair"), ("/r/", code)] {
            let answer = try await home.links.ask(
                "GET", path, word, query: ["url": "https://evil.example", "to": "//evil.example"], headers: headers)
            #expect(answer.status == 302)
            #expect(answer.location?.hasPrefix("https://paperheron.example/") == true)
            #expect(answer.location?.contains("evil") == false)
            #expect(try await home.links.ask("HEAD", path, word).location == answer.location)
        }
        await home.traffic.flush(at: nil)
        let clicks = try home.home.store.clicks(of: contact.id)
        #expect(Set(clicks.map(\.visitor)) == [.person, .scanner] && clicks.allSatisfy { $0.count == 1 })
        #expect(try home.home.store.introductions(by: contact.id) == [.person: 1, .scanner: 1])
        let day = LinkedHome.now.utcDay
        let fair = try home.home.campaignID(named: "craft-fair")
        let visits = try home.home.store.journeyCounts(from: day, to: day).campaigns[fair]
        #expect(visits?.visits == 1 && visits?.scannerVisits == 1)
    }

    @Test("answer 404 to whatever is not ours", arguments: [("/l/", "bad"), ("/c/", "fare"), ("/r/", "x")])
    func unknown(path: String, word: String) async throws {
        let home = try LinkedHome()
        await #expect(throws: WebRefusal.unknownLink) { _ = try await home.links.ask("GET", path, word) }
    }

    @Test("know GET and HEAD only", arguments: ["POST", "PUT", "DELETE", "OPTIONS", "get"])
    func methods(method: String) async throws {
        let home = try LinkedHome()
        await #expect(throws: WebRefusal.notFound) { _ = try await home.links.ask(method, "/l/", "good") }
    }

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
