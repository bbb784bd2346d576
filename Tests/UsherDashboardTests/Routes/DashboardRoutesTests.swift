import Foundation
import HTTPTypes
import Logging
import TestSupport
import Testing
import UsherCore
import UsherMail
import UsherReports
import UsherWeb

@testable import UsherDashboard
@testable import UsherStore

@Suite("The dashboard's way in")
struct DashboardRoutesTests {
    private let browser: Browser

    init() throws { browser = try Browser() }

    @Test("A link's GET shows a button and spends nothing; its POST opens one session")
    func once() async throws {
        let link = try browser.link()
        for _ in 1...5 {
            #expect(try await browser.get("/enter/\(link)").status == 200)
            #expect(try await browser.ask("HEAD", "/enter/\(link)").status == 200)
        }
        let opened = try await browser.post("/enter/\(link)")
        #expect(opened.status == 303 && opened.headers[.location] == "/s/\(browser.room)/journey")
        let cookie = try #require(opened.headers[.setCookie])
        #expect(cookie.hasSuffix("; Path=/s/\(browser.room); Max-Age=43200; HttpOnly; SameSite=Strict"))
        #expect(try await browser.get("/journey").status == 200)
        #expect(try await browser.post("/enter/\(link)").status == 410)
        // The one that was opened goes on.
        #expect(try await browser.get("/journey").status == 200)
    }

    @Test("A session's cookie goes below its own room alone, opens no other, and what others set keeps nobody out")
    func rooms() async throws {
        try await browser.enter()
        let (first, room) = (try #require(browser.cookie), browser.room)
        try await browser.enter()
        let (second, other) = (try #require(browser.cookie), browser.room)
        #expect(room != other && room.utf8.count == 22)
        browser.cookie = first
        #expect(try await browser.get("/s/\(room)/journey").status == 200)
        #expect(try await browser.get("/s/\(other)/journey").status == 403)
        #expect(try await browser.get("/s/x/journey").status == 403)
        let foreign = (1...2).map { _ in "usher_dashboard=\(DashboardSecret(.session).text)" }.joined(separator: "; ")
        browser.cookie = "usher_dashboard=; usher_dashboard=x; \(foreign); \(second)"
        #expect(try await browser.get("/s/\(other)/journey").status == 200)
    }

    @Test("Without a session, with an old link, a made-up one or another's cookie nobody gets in")
    func doors() async throws {
        for path in [
            "/", "/journey", "/journey?days=7", "/campaigns", "/campaign?name=welcome", "/forecast", "/people?q=a",
            "/operations",
        ] {
            let answer = try await browser.get(path)
            #expect(answer.status == 403 && answer.text.contains("usher dashboard") && !answer.text.contains("<table"))
        }
        let old = try browser.link()
        browser.pass(milliseconds: DashboardSession.linkLasts)
        for word in [old, DashboardSecret(.link).text, "x", String(repeating: "A", count: 500), "%2e%2e", "%00"] {
            let status = try await browser.post("/enter/\(word)").status
            #expect([404, 410].contains(status), "\(word)")
        }
        browser.cookie = "usher_dashboard=\(DashboardSecret(.session).text)"
        #expect(try await browser.get("/journey").status == 403)
        // A link's own secret is no cookie.
        browser.cookie = "usher_dashboard=\(try browser.link())"
        #expect(try await browser.get("/journey").status == 403)
    }

    @Test("A cookie that somebody took ends with its session: by the clock, by its button, by the command")
    func ends() async throws {
        try await browser.enter()
        browser.pass(milliseconds: DashboardSession.lasts - 1)
        #expect(try await browser.get("/journey").status == 200)
        browser.pass(milliseconds: 1)
        #expect(try await browser.get("/journey").status == 403)

        try await browser.enter()
        let stolen = browser.cookie
        #expect(try await browser.post("/leave", "page=\(try await browser.pageToken())").status == 303)
        #expect(browser.cookie == "usher_dashboard=")
        browser.cookie = stolen
        #expect(try await browser.get("/journey").status == 403)

        try await browser.enter()
        #expect(try browser.store.endDashboardSessions(now: browser.now) == 1)
        #expect(try await browser.get("/journey").status == 403)
    }

    @Test("What is done needs a session that may, and a form of one of its own pages")
    func acts() async throws {
        try await browser.enter()
        let own = try await browser.pageToken()
        #expect(try await browser.act("page=\(own)") == 403)
        try await browser.enter(mayAct: true)
        let right = try await browser.pageToken()
        #expect(right != own)
        for body in ["", "page=", "page=\(own)", "page=\(right)x", "page=\(right.dropLast())", "other=\(right)"] {
            #expect(try await browser.act(body) == 403, "\(body)")
            #expect(try await browser.post("/leave", body).status == 403, "\(body)")
        }
        #expect(try await browser.act("page=\(right)") == 204)
        #expect(try await browser.act("other=1&page=\(right)") == 204)
        browser.cookie = nil
        #expect(try await browser.act("page=\(right)") == 403)
        #expect(!(browser.lastCookie ?? "").contains(right))
    }

    @Test("Wrong links are counted, and a right one goes through all the same")
    func guessing() async throws {
        let link = try browser.link()
        var seen: [Int] = []
        for _ in 1...30 { seen.append(try await browser.post("/enter/\(DashboardSecret(.link).text)").status) }
        #expect(seen == Array(repeating: 410, count: 20) + Array(repeating: 429, count: 10))
        #expect(try await browser.post("/enter/\(link)").status == 303)
    }

    @Test("What is being counted says so and comes again by itself, asked the same; today's journey waits for nobody")
    func underway() async throws {
        let counted = DispatchSemaphore(value: 0)
        let browser = try Browser(report: { period in
            if period.to == "2026-01-31" { counted.wait() }
            return Browser.report(period)
        })
        try await browser.enter()
        let path = "/journey?from=2026-01-01&to=2026-01-31&x%0D%0Ay=1"
        let page = try await browser.ask("GET", path)
        #expect(page.status == 202 && page.text.contains("data-underway") && !page.text.contains("<table"))
        let refresh = HTTPField.Name("Refresh").flatMap { page.headers[$0] }
        #expect(refresh == "2; url=?from=2026-01-01&to=2026-01-31")
        #expect(try await browser.ask("GET", "/journey").status == 200)
        counted.signal()
        #expect(try await browser.get(path).text.contains("As of "))
    }

    @Test("Nothing that a page says can be markup, in any language", arguments: ["en", "de"])
    func markup(language: String) async throws {
        browser.language = language
        try await browser.enter()
        let answer = try await browser.get("/journey?from=%22%3E%3Cscript%3E&to=%27")
        #expect(answer.status == 200 && !answer.text.contains("<script>"))
        #expect(answer.text.contains("<html lang=\"\(language)\">"))
        #expect(answer.text.contains("role=\"alert\""))
        #expect(!answer.text.contains("[["))
    }
}
