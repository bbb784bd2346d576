import Synchronization
import Testing
import UsherCore
import UsherMail

@testable import UsherDashboard
@testable import UsherStore

@Suite("Acts on the dashboard")
struct ActsTests {
    private let browser: Browser
    private let number: ContactID

    init() throws {
        browser = try Browser()
        let person = ContactDraft(address: try EmailAddress("ada@example.org"))
        _ = try browser.store.enter([EntryRequest(person: person, campaign: nil)], now: Browser.start) { _, _ in
            .already
        }
        number = try #require(try browser.store.contact(EmailAddress("ada@example.org").key)).id
    }

    private func post(_ act: String, _ fields: String, token: String) async throws -> Int {
        try await browser.post("/person/\(act)", "id=\(number)&page=\(token)&\(fields)").status
    }

    private static let forms: [(String, String, DashboardActs.Act)] = [
        ("enter", "campaign=welcome", .enter("welcome")), ("leave", "campaign=welcome", .leave("welcome")),
        ("stage", "stage=excite&because=told+me", .stage(.excite, because: "told me")),
        ("no", "scope=marketing&because=", .sayNo(ofEverything: false, because: nil)),
        ("no", "scope=everything&because=rang", .sayNo(ofEverything: true, because: "rang")),
        ("data", "x=y", .mailData),
    ]

    @Test("Each is carried out once, for a session that may")
    func done() async throws {
        try await browser.enter(mayAct: true)
        let token = try await browser.pageToken()
        for (act, fields, _) in Self.forms { #expect(try await post(act, fields, token: token) == 200, "\(act)") }
        #expect(browser.acted.acts == Self.forms.map(\.2))
        let file = try await browser.post("/person/export", "id=\(number)&page=\(token)")
        #expect(file.status == 200 && file.text == "{\"address\":\"ada@example.org\"}\n")
        #expect(file.headers[.contentDisposition] == "attachment; filename=\"person-\(number).json\"")
        #expect(try await browser.post("/person/export", "id=999&page=\(token)").status == 404)
        #expect(try await browser.get("/person?id=\(number)").text.contains("/person/enter\""))
    }

    @Test(
        "None is, for a session that looks, another's token, a stranger, a person that is none, a form that is not ours"
    )
    func refused() async throws {
        try await browser.enter(mayAct: true)
        let other = try await browser.pageToken()
        for (act, fields, _) in Self.forms {
            let right = try await browser.pageToken()
            #expect(try await browser.post("/person/\(act)", "id=999&page=\(right)&\(fields)").status == 404)
            if act != "data" { #expect(try await post(act, "x=y", token: right) == 422) }
            #expect(try await post(act, fields, token: "") == 403)
        }
        #expect(try await post("stage", "stage=excite", token: other) == 422)
        #expect(try await post("stage", "stage=nowhere&because=x", token: other) == 422)
        #expect(try await post("no", "scope=welcome", token: other) == 422)
        #expect(try await post("erase", "", token: other) == 404)
        try await browser.enter()
        let looking = try await browser.pageToken()
        for token in [looking, other] {
            for (act, fields, _) in Self.forms { #expect(try await post(act, fields, token: token) == 403) }
        }
        #expect(!(try await browser.get("/person?id=\(number)").text.contains("/person/enter\"")))
        #expect(try await post("export", "", token: looking) == 403)
        browser.cookie = nil
        for (act, fields, _) in Self.forms { #expect(try await post(act, fields, token: other) == 403) }
        #expect(browser.acted.acts == [])
    }
}
