import HTTPTypes
import TestHomes
import TestSupport
import Testing
import UsherCore
import UsherReports

@testable import UsherDashboard

@Suite("E-mails on the dashboard")
struct PreviewRoutesTests {
    private let browser: Browser

    init() async throws {
        browser = try Browser()
        try await browser.enter()
    }

    private static let more = "message=excite/more"

    @Test("The list has every e-mail; one has its three looks, its line in the inbox, its text and its size")
    func shows() async throws {
        let list = try await browser.get("/preview").text
        #expect(
            list.contains("mail?message=excite%2Fthanks&amp;as=\"")
                && list.contains("mail?message=excite%2Fmore&amp;as=\""))
        #expect(list.contains("<option value=\"sam\">"))
        let mail = try await browser.get("/mail?\(Self.more)&as=sam")
        #expect(mail.status == 200)
        for look in MailLook.allCases {
            let path = "/picture?message=excite%2Fmore&amp;as=sam&amp;look=\(look)"
            #expect(mail.text.contains("sandbox src=\"/s/\(browser.room)\(path)\""), "\(look)")
            let picture = try await browser.get(path.replacing("&amp;", with: "&"))
            #expect(picture.status == 200 && picture.text.contains("https://shop.de/go"))
        }
        #expect(mail.text.contains("<span class=\"subject\">More</span>") && mail.text.contains("2 KB"))
        #expect(mail.text.contains("<b>advice</b> <span lang=\"en\">pictures: one is large; a small one</span>"))
        #expect(mail.text.contains("/mail/u/SAMPLE") && mail.text.contains("<option value=\"sam\" selected>"))
    }

    @Test("A page runs our own script and no other; an e-mail runs, loads and sends nothing, in a frame of ours alone")
    func policies() async throws {
        for path in ["/preview", "/mail?\(Self.more)"] {
            let page = try await browser.get(path)
            #expect(page.overServer[.contentSecurityPolicy] == DashboardHeaders.live[.contentSecurityPolicy])
            #expect(page.text.components(separatedBy: "<script").count == 2)
            #expect(page.text.contains("<script src=\"/live.js\" defer></script>"))
        }
        let policy = try #require(DashboardHeaders.mail[.contentSecurityPolicy])
        let picture = try await browser.get("/picture?\(Self.more)&look=dark")
        #expect(picture.overServer[.contentSecurityPolicy] == policy)
        #expect(policy.hasPrefix("default-src 'none';") && policy.hasSuffix("sandbox"))
        #expect(!policy.contains("script-src") && !policy.contains("connect-src") && !policy.contains("https"))
        #expect(policy.contains("frame-ancestors 'self'") && policy.contains("form-action 'none'"))
        let people = try await browser.get("/people")
        #expect(people.overServer.isEmpty && !people.text.contains("<script"))
    }

    @Test(
        "What there is not is no page, whatever is asked for",
        arguments: [
            "/mail", "/mail?message=", "/mail?message=excite", "/mail?message=excite/none", "/mail?message=none/more",
            "/mail?message=excite/more/x", "/mail?message=../config/usher.yaml", "/mail?message=excite/../more",
            "/mail?message=excite%2F..%2F..%2Fmore", "/mail?message=/etc/passwd", "/mail?message=excite%00/more",
            "/mail?\(more)&as=none", "/mail?\(more)&as=../sam", "/mail?\(more)&person=7", "/mail?\(more)&person=x",
            "/mail?\(more)&person=99999999999999999999", "/picture?\(more)", "/picture?\(more)&look=wide",
            "/picture?message=excite/none&look=desk", "/picture?look=desk",
        ])
    func unknown(path: String) async throws {
        #expect(try await browser.get(path).status == 404)
    }

    @Test("The spam filter is asked by a form of one of the session's own pages, for one e-mail that there is")
    func spam() async throws {
        func ask(_ fields: String) async throws -> Browser.Reply { try await browser.post("/mail/spam", fields) }
        let page = try await browser.get("/mail?\(Self.more)").text
        let token = String(try #require(page.firstMatch(of: /name="page" value="([^"]+)"/)).output.1)
        let said = try await ask("page=\(token)&\(Self.more)")
        #expect(said.status == 200 && said.text.contains("&lt;rspamc&gt; gives 7.5 of 6; less"), "\(said.text)")
        for (fields, status) in [
            ("page=\(token)&message=excite/none", 404), ("page=\(token)", 404), ("page=x&\(Self.more)", 403),
            (Self.more, 403),
        ] { #expect(try await ask(fields).status == status, "\(fields)") }
        browser.cookie = nil
        #expect(try await ask("page=\(token)&\(Self.more)").status == 403)
    }

    @Test("A contact is a reader, too, by number; no address stands in an address")
    func contact() async throws {
        let person = ContactDraft(
            address: try EmailAddress("ada@example.org"), name: "Ada <b>", attributes: ["vip": .text("very")])
        _ = try browser.store.enter([EntryRequest(person: person, campaign: nil)], now: Browser.start) { _, _ in
            .already
        }
        let number = try #require(try browser.store.contact(EmailAddress("ada@example.org").key)).id
        let mail = try await browser.get("/mail?\(Self.more)&person=\(number)").text
        #expect(mail.contains("as it comes to Ada &lt;b&gt;.") && mail.contains("&amp;person=\(number)&amp;look=dark"))
        #expect(try await browser.get("/person?id=\(number)").text.contains("/preview?person=\(number)\""))
        #expect(try await browser.get("/preview?person=\(number)").text.contains("&amp;person=\(number)\""))
    }

    @Test("Errors of the files stand in the place of the picture, with line and column", arguments: ["en", "de"])
    func errors(language: String) async throws {
        browser.language = language
        try browser.home.edit("templates/excite/more.md", "[Go]", "{{nobody}} [Go]")
        let template = try await browser.get("/mail?\(Self.more)")
        #expect(template.status == 200 && template.text.contains("<code>templates/excite/more.md:4:1</code>"))
        #expect(!template.text.contains("<iframe") && template.text.contains("role=\"alert\""))
        // The other one can be shown as before.
        #expect(try await browser.get("/mail?message=excite/thanks").text.contains("<iframe"))
        try browser.home.edit("config/campaigns/excite.yaml", "wait: 1 day", "wait: <b>soon")
        for path in ["/preview", "/mail?\(Self.more)", "/mail?message=%3Cb%3E", "/mail?\(Self.more)&as=none"] {
            let answer = try await browser.get(path)
            #expect(answer.status == 200 && answer.text.contains("<code>config/campaigns/excite.yaml:"), "\(path)")
            #expect(!answer.text.contains("<iframe") && !answer.text.contains("<b>soon"), "\(path)")
        }
        let picture = try await browser.get("/picture?\(Self.more)&look=desk")
        #expect(picture.status == 200 && picture.text.isEmpty)
    }

    @Test("It says when the daemon works by other files, and why")
    func standing() async throws {
        #expect(!(try await browser.get("/preview").text.contains("has not taken up")))
        try browser.home.edit("templates/excite/more.md", "[Go]", "Now [Go]")
        for path in ["/preview", "/mail?\(Self.more)"] {
            let text = try await browser.get(path).text
            #expect(text.contains("it has not taken up these files. <span lang=\"en\">It has no room.</span>"))
        }
    }

    @Test("A browser hears of what is saved, at once of what it missed, and nothing while nothing is")
    func changes() async throws {
        func since() async throws -> String {
            let text = try await browser.get("/mail?\(Self.more)").text
            return String(try #require(text.firstMatch(of: /data-since="([0-9.]+)"/)).output.1)
        }
        let first = try await since()
        #expect(first.hasSuffix(".0"))
        for unknown in ["", "0", "1.0", "x%0Ay"] {
            let missed = try await browser.get("/changes?since=\(unknown)")
            #expect(missed.text == "retry: 500\nid: \(first)\nevent: changed\ndata: files\n\n")
        }
        try browser.home.edit("templates/excite/more.md", "[Go]", "Now [Go]")
        let heard = try await browser.get("/changes?since=\(first)")
        #expect(heard.text == "retry: 500\nid: \(first.dropLast())1\nevent: changed\ndata: files\n\n")
        let second = try await since()
        #expect(second == "\(first.dropLast())1")
        browser.previews.stop()
        #expect(try await browser.get("/changes?since=\(second)").text == "retry: 500\n: nothing has changed\n\n")
        #expect(try await browser.ask("HEAD", "/changes").text.hasPrefix(": "))
    }

    @Test("What was saved is heard of well within a second, whenever it was saved")
    func soon() throws {
        for phase in 0..<8 {
            var now = ContinuousClock.now
            var book = PreviewBook(home: browser.home.path, daemon: nil, now: { Browser.start }, at: now)
            for _ in 0..<3 {
                now += PreviewRoutes.interval
                #expect(book.changes(at: now) == 0)
            }
            let saved = now + PreviewRoutes.interval / 8 * phase
            try browser.home.edit("templates/excite/more.md", "[Go]", "Now [Go]")
            repeat {
                now += PreviewRoutes.interval
            } while book.changes(at: now) == 0 && saved.duration(to: now) < .seconds(9)
            #expect(saved.duration(to: now) <= .milliseconds(600), "\(phase)")
        }
    }

    @Test("The newest window of a session takes the place of the oldest: of a browser that went away nothing is heard")
    func places() {
        var waits = Waits()
        let tickets = (1...FollowBounds.mostOfOne + 2).map { _ in waits.enter("one") ?? 0 }
        let have = tickets.map { waits.has($0, of: "one") }
        #expect(have == [false, false] + Array(repeating: true, count: FollowBounds.mostOfOne))
        for number in 1...FollowBounds.most - FollowBounds.mostOfOne { #expect(waits.enter("other \(number)") != nil) }
        #expect(waits.enter("one more") == nil && waits.enter("one") != nil)
        for ticket in tickets { waits.leave(ticket, of: "one") }
        #expect(waits.enter("one more") != nil)
    }

    @Test("Few wait at once, and nobody without a session")
    func bounds() async throws {
        await browser.previews.crowd(FollowBounds.most)
        #expect(try await browser.get("/changes?since=x").text.hasPrefix("retry: 5000\n"))
        await browser.previews.crowd(FollowBounds.most - 1)
        #expect(try await browser.get("/changes?since=x").text.hasPrefix("retry: 500\n"))
        // The door is asked again while somebody waits.
        let text = try await browser.get("/preview").text
        let since = try #require(text.firstMatch(of: /data-since="([0-9.]+)"/)).output.1
        browser.endsAfter = 1
        #expect(try await browser.get("/changes?since=\(since)").status == 403)
        for path in ["/preview", "/mail?\(Self.more)", "/picture?\(Self.more)&look=desk", "/changes"] {
            #expect(try await browser.get(path).status == 403, "\(path)")
        }
        #expect(try await browser.get("/live.js").status == 404)
        #expect(await browser.previews.waits.count == FollowBounds.most - 1)
    }
}

extension PreviewRoutes {
    fileprivate func crowd(_ count: Int) {
        waits = Waits()
        for number in 0..<count { _ = waits.enter("other \(number)") }
    }
}
