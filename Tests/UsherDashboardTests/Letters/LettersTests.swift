import Testing
import UsherCore

@testable import UsherDashboard

@Suite("A message as it was sent, on the dashboard")
struct LettersTests {
    private let browser: Browser

    init() throws { browser = try Browser() }

    @Test("Is shown with its text and frames, and nothing of it is markup", arguments: ["en", "de"])
    func kept(language: String) async throws {
        browser.language = language
        try await browser.enter()
        let page = try await browser.get("/letter?delivery=42")
        #expect(page.status == 200 && page.text.contains("&lt;b&gt;Hello") && !page.text.contains("<b>Hello"))
        #expect(page.text.contains("/person?id=7\"") && page.text.contains("welcome/download"))
        #expect(page.text.contains("letter/picture?delivery=42&amp;look=phone"))
        #expect(page.overServer[.contentSecurityPolicy]?.hasSuffix("frame-src 'self'") == true)
        let picture = try await browser.get("/letter/picture?delivery=42&look=desk")
        #expect(picture.text == "<x-link rel=\"preconnect\" href=\"//evil.example\"><p>Hello")
        #expect(picture.overServer[.contentSecurityPolicy]?.hasSuffix("; sandbox") == true)
    }

    @Test("What is not kept any more, was never made or cannot be made again is said, and has no picture")
    func nothing() async throws {
        try await browser.enter()
        for (number, words) in [(43, "letter_gone"), (44, "letter_unmade"), (45, "letter_broken")] {
            let page = try await browser.get("/letter?delivery=\(number)")
            #expect(page.status == 200 && page.text.contains(Texts(.english)[words]) && !page.text.contains("<iframe"))
            #expect(try await browser.get("/letter/picture?delivery=\(number)&look=desk").status == 404)
        }
        #expect(try await browser.get("/letter?delivery=45").text.contains("x.md:1: &lt;wrong&gt;"))
    }

    @Test("A number that no message of a living person has is no page, and without a session there is none")
    func unknown() async throws {
        try await browser.enter()
        for query in [
            "", "?delivery=", "?delivery=x", "?delivery=1", "?delivery=-42", "?delivery=99999999999999999999",
        ] {
            #expect(try await browser.get("/letter\(query)").status == 404, "\(query)")
        }
        #expect(try await browser.get("/letter/picture?delivery=42").status == 404)
        #expect(try await browser.get("/letter/picture?delivery=42&look=x").status == 404)
        browser.cookie = nil
        #expect(try await browser.get("/letter?delivery=42").status == 403)
        #expect(try await browser.get("/letter/picture?delivery=42&look=desk").status == 403)
    }
}

extension DashboardLetters {
    /// 42 is kept; 43 to 45 are not to be shown, each for another reason.
    static let some = DashboardLetters { id in
        let content: Content? =
            switch id.value {
            case 42:
                .kept(
                    .init(
                        to: "ada@example.org", sender: "Shop", subject: "<b>Hello", language: "en",
                        words: "Hello <Ada>",
                        html: "<link rel=\"preconnect\" href=\"//evil.example\"><p>Hello"))
            case 43: .gone
            case 44: .unmade
            case 45: .broken("x.md:1: <wrong>")
            default: nil
            }
        return content.map {
            Letter(
                delivery: id, person: ContactID(7), message: "welcome/download", state: .sent, sentAt: Browser.start,
                content: $0)
        }
    }
}
