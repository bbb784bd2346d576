import TestSupport
import Testing
import UsherCore

@testable import UsherDashboard
@testable import UsherStore

@Suite("Contacts on the dashboard")
struct ContactsTests {
    private let browser: Browser

    init() throws { browser = try Browser() }

    /// With an event, a move and a consent; their number.
    @discardableResult
    private func known(_ address: String, _ name: String?) throws -> ContactID {
        var person = ContactDraft(
            address: try EmailAddress(address), name: name,
            consent: Consent(
                kind: .marketing, said: .agreed, basis: "stated by the operator", source: "test", at: Browser.start))
        person.stage = .subscribe
        let event = Event(name: "purchased", key: "order-\(address)", at: Browser.start, data: ["color": "<b>blue</b>"])
        _ = try browser.store.record(
            [EventRequest(event: event, person: person)], visits: [], now: Browser.start
        ) { _, _ in .record([]) }
        return try #require(try browser.store.contact(EmailAddress(address).key)).id
    }

    @Test("Are found by the beginning of address or name, and led to by their number", arguments: ["en", "de"])
    func search(language: String) async throws {
        browser.language = language
        let ada = try known("ada@example.org", "Ada <i>Lovelace</i>")
        try known("grace@example.org", nil)
        try await browser.enter()
        let found = try await browser.get("/people?q=ad").text
        #expect(found.contains("/person?id=\(ada)\"") && found.contains("Ada &lt;i&gt;Lovelace"))
        #expect(!found.contains("grace@"))
        #expect(try await browser.get("/people?q=Ada%20%3Ci").text.contains("ada@example.org"))
        let nobody = try await browser.get("/people?q=%22%3E%3Cscript%3E").text
        #expect(nobody.contains("role=\"status\"") && !nobody.contains("<script"))
        #expect(try await browser.get("/people").text.contains("type=\"search\""))
    }

    @Test("One person's story is shown, and nothing of it is markup", arguments: ["en", "de"])
    func story(language: String) async throws {
        browser.language = language
        let ada = try known("ada@example.org", "Ada <i>Lovelace</i>")
        try await browser.enter()
        let page = try await browser.get("/person?id=\(ada)")
        #expect(page.status == 200 && page.text.contains("<h1>ada@example.org</h1>"))
        #expect(page.text.contains("Ada &lt;i&gt;") && !page.text.contains("<i>Lovelace"))
        #expect(page.text.contains("purchased, color &lt;b&gt;blue") && page.text.contains("agreed to marketing"))
        #expect(!page.text.contains("<dd>subscribe"))
        let texts = Texts(language == "de" ? .german : .english)
        #expect(page.text.contains(texts["next_none_never"]) && page.text.contains(texts["last_mail_none"]))
        #expect(page.text.contains("auf Englisch") == (language == "de"))
        #expect(!page.text.contains("[[") && !page.text.contains("{{"))
    }

    @Test(
        "A number that nobody has is no page; nor is anything else", arguments: ["0", "-1", "999", "x", "1.5", "1e9"])
    func unknown(number: String) async throws {
        try await browser.enter()
        #expect(try await browser.get("/person?id=\(number)").status == 404)
    }

    @Test("Who was erased is on no page")
    func erased() async throws {
        let ada = try known("ada@example.org", "Ada Lovelace")
        _ = try browser.store.suppress(
            EmailAddress("ada@example.org").key, scope: .marketing, reason: .unsubscribed, until: nil, by: "operator",
            note: .said("rang"), now: Browser.start)
        try await browser.enter()
        #expect(try await browser.get("/person?id=\(ada)").text.contains("rang"))
        try browser.store.beginErasing(
            EmailAddress("ada@example.org"), by: "test", note: .said("asked"), now: Browser.start)
        let job = try #require(try browser.store.openErasures().first)
        _ = try browser.store.goOnErasing(job.id, isAlive: { _ in false }, now: Browser.start)
        try browser.store.forgetAddress(of: job.id)
        try browser.store.endErasing(job.id, now: Browser.start)
        #expect(try await browser.get("/person?id=\(ada)").status == 404)
        for query in ["ada", "Ada", "erased", "0", "ada@example.org", "ADA@example.org", "ada%40example.org"] {
            let page = try await browser.get("/people?q=\(query)").text
            // What was typed stands in its field.
            let rest = page.replacing(/value="[^"]*"/, with: "")
            #expect(
                !rest.contains("ada@example.org") && !rest.contains("Lovelace") && !rest.contains("/person?id")
                    && !rest.contains("rang"), "\(query)")
        }
    }

    @Test("A stage stands there as the shop calls it")
    func stage() throws {
        var person = Contact(id: ContactID(7), address: try EmailAddress("ada@example.org"), stage: .subscribe)
        person.name = "Ada"
        let page = ContactsPage(query: "a", people: [person], isMore: false, noes: [], stageLabel: { _ in "Ab & on" })
        let html = try Shown.html(.people, page.values, .english)
        #expect(html.contains(">Ab &amp; on<") && !html.contains("subscribe"))
    }

    @Test("Of many, some are shown, and that there are more")
    func many() async throws {
        for number in 1...30 { try known("person\(number)@example.org", nil) }
        try await browser.enter()
        let page = try await browser.get("/people?q=person").text
        #expect(page.components(separatedBy: "/person?id=").count == 26)
        #expect(page.contains("There are more"))
    }
}
