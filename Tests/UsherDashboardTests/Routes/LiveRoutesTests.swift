import Testing

@testable import UsherDashboard

@Suite("Pages that follow what happens")
struct LiveRoutesTests {
    private let browser: Browser

    init() throws { browser = try Browser() }

    @Test("Operations and the journey of a period that is not over have the script; a past one has none")
    func pages() async throws {
        try await browser.enter()
        for (path, isLive) in [
            ("/operations", true), ("/journey", true), ("/journey?from=2026-01-01&to=2026-01-31", false),
        ] {
            let page = try await browser.get(path)
            #expect(page.text.contains("<script src=\"/live.js\" defer></script>") == isLive, "\(path)")
            #expect(page.text.contains("/changes\" data-since=\"\"") == isLive, "\(path)")
            let policy = page.overServer[.contentSecurityPolicy]
            #expect((policy?.contains("script-src 'self'") ?? false) == isLive, "\(path)")
        }
    }

    @Test("A browser is told what there is, and hears of what is another than what it knows")
    func changes() async throws {
        try await browser.enter()
        #expect(try await browser.get("/operations/changes").text == "retry: 500\nid: 0\n: this is what there is\n\n")
        let missed = try await browser.get("/operations/changes?since=7")
        #expect(missed.text == "retry: 500\nid: 0\nevent: changed\ndata: files\n\n")
        #expect(try await browser.get("/journey/changes").text.contains("id: 100\n"))
        browser.live.stop()
        #expect(try await browser.get("/operations/changes?since=0").text == "retry: 500\n: nothing has changed\n\n")
        browser.cookie = nil
        for path in ["/operations/changes", "/journey/changes?since=1"] {
            #expect(try await browser.get(path).status == 403)
        }
    }
}
