import Testing

@testable import UsherCore
@testable import UsherDashboard
@testable import UsherStore

@Suite("Operations on the dashboard")
struct OperationsTests {
    private let browser: Browser

    init() throws { browser = try Browser() }

    @Test("Say so where nothing is to do", arguments: ["en", "de"])
    func nothing(language: String) async throws {
        browser.language = language
        try await browser.enter()
        let page = try await browser.get("/operations")
        #expect(page.status == 200 && page.text.contains("Nothing is queued."))
        let texts = Texts(language == "de" ? .german : .english)
        for key in [
            "due_none", "doubt_none", "held_none", "failed_none", "returned_none", "unmatched_none", "pauses_none",
        ] {
            #expect(page.text.contains(texts[key]), "\(key)")
        }
        #expect(!page.text.contains("[[") && !page.text.contains("{{"))
    }

    @Test("Name what is due, and lead to whom; a pause and its words are no markup")
    func due() async throws {
        let catalog = try browser.store.register([CampaignOutline(name: "welcome", steps: [StepOutline(name: "one")])])
        let campaign = catalog.campaigns["welcome"] ?? CampaignID(-1)
        let step = catalog.steps[campaign]?["one"] ?? StepID(-1)
        let person = ContactDraft(
            address: try EmailAddress("ada@example.org"),
            consent: Consent(
                kind: .marketing, said: .agreed, basis: "stated by the operator", source: "test", at: Browser.start))
        _ = try browser.store.enter([EntryRequest(person: person, campaign: campaign)], now: Browser.start) { _, _ in
            .enter(PlannedStep(step: step, kind: .marketing, due: Browser.start, anchor: Browser.start))
        }
        try browser.store.pause(
            Pause(scope: .relay, reason: .byHand(words: "<script>alert(1)</script>"), since: Browser.start))
        try await browser.enter()
        let page = try await browser.get("/operations").text
        let id = try #require(try browser.store.contact(EmailAddress("ada@example.org").key)).id
        #expect(page.contains("/person?id=\(id)\"") && page.contains("ada@example.org"))
        #expect(page.contains("&lt;script&gt;") && !page.contains("<script>"))
    }
}
