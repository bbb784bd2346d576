import HTTPTypes
import Testing
import UsherCore

@testable import UsherDashboard

@Suite("Rehearsal's inbox on the dashboard")
struct InboxTests {
    private let browser: Browser

    init() throws { browser = try Browser() }

    @Test("Shows the newest, and one message with its text, its fields and a frame", arguments: ["en", "de"])
    func mail(language: String) async throws {
        browser.language = language
        try await browser.enter()
        let list = try await browser.get("/inbox")
        #expect(list.status == 200 && list.text.contains("message?name=000042-9f3a61c2"))
        #expect(list.text.contains(language == "de" ? "1.234" : "1,234"))
        #expect(list.text.contains("&lt;Hello&gt;") && !list.text.contains("<Hello>"))
        let mail = try await browser.get("/inbox/message?name=000042-9f3a61c2")
        #expect(mail.status == 200 && mail.text.contains("<pre class=\"words\" tabindex=\"0\">Hi &lt;b&gt;Ada"))
        #expect(mail.text.contains("x-thing") && !mail.text.contains("<script"))
        #expect(mail.text.contains("/inbox/html?name=000042-9f3a61c2"))
        #expect(mail.overServer[.contentSecurityPolicy]?.hasSuffix("frame-src 'self'") == true)
    }

    @Test("What stands in a message may do nothing, and our own pages alone frame it")
    func frame() async throws {
        try await browser.enter()
        let html = try await browser.get("/inbox/html?name=000042-9f3a61c2")
        #expect(html.text == "<x-link rel=\"preconnect\" href=\"//evil.example\"><p>Hi <script>alert(1)</script>")
        let policy = try #require(html.overServer[.contentSecurityPolicy])
        #expect(policy.hasPrefix("sandbox; default-src 'none';") && policy.hasSuffix("frame-ancestors 'self'"))
        #expect(!policy.contains("allow-"))
        #expect(html.overServer[try #require(HTTPField.Name("X-Frame-Options"))] == "SAMEORIGIN")
    }

    @Test("A name that no message has is no page")
    func unknown() async throws {
        try await browser.enter()
        for path in [
            "/inbox/message", "/inbox/message?name=", "/inbox/message?name=43",
            "/inbox/html?name=..%2f..%2fusher.sqlite", "/inbox/html",
        ] {
            #expect(try await browser.get(path).status == 404, "\(path)")
        }
        browser.cookie = nil
        for path in ["/inbox", "/inbox/message?name=000042-9f3a61c2", "/inbox/html?name=000042-9f3a61c2", "/files"] {
            #expect(try await browser.get(path).status == 403, "\(path)")
        }
    }

    @Test("Where mail goes to people, there is no inbox")
    func live() async throws {
        let browser = try Browser(hasInbox: false)
        try await browser.enter()
        for path in ["/inbox", "/inbox/message?name=000042-9f3a61c2", "/inbox/html?name=000042-9f3a61c2"] {
            #expect(try await browser.get(path).status == 404, "\(path)")
        }
        #expect(!(try await browser.get("/operations").text.contains("/inbox\"")))
    }

    @Test("What is long is cut, and what is too long to be an e-mail has no frame")
    func long() throws {
        let huge = String(repeating: "x", count: 600_000)
        let fields = (1...70).map { DashboardInbox.Mail.Field(name: "f\($0)", value: huge) }
        let page = InboxMessagePage(
            name: "1", mail: .init(fields: fields, subject: nil, text: huge, html: huge), language: .english)
        let html = try Shown.html(.message, page.values, .english)
        let wide = String(repeating: "ü<", count: 60_000)
        let escaped = InboxMessagePage(
            name: "1", mail: .init(fields: fields, subject: nil, text: wide, html: nil), language: .english)
        #expect(try Shown.html(.message, escaped.values, .english).utf8.count <= 150_000)
        #expect(html.utf8.count < 150_000 && page.html == nil && !html.contains("inbox/html"))
    }
}
