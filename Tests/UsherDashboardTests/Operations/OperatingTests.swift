import Foundation
import Testing
import UsherReports

@testable import UsherCore
@testable import UsherDashboard
@testable import UsherStore

@Suite("Operating by the dashboard")
struct OperatingTests {
    private let browser: Browser

    init() throws { browser = try Browser() }

    private static let forms: [(String, String, OperatingAct)] = [
        ("retry", "d42=1", .retry([42])), ("retry", "d7=1&d3=1&what=x", .retry([3, 7])),
        ("cancel", "d42=1&d43=", .cancel([42, 43])), ("pause", "what=&because=", .pause(nil, because: nil)),
        ("pause", "what=welcome&because=new+prices", .pause("welcome", because: "new prices")),
        ("resume", "what=mail.example", .resume("mail.example")),
    ]

    @Test("Each is carried out once, for a session that may, and answered in the words of the command")
    func done() async throws {
        try await browser.enter(mayAct: true)
        let token = try await browser.pageToken()
        for (name, fields, _) in Self.forms {
            let reply = try await browser.post("/operations/\(name)", "page=\(token)&\(fields)")
            #expect(reply.status == 200 && reply.text.contains("It is &lt;done&gt;."), "\(name)")
        }
        #expect(browser.acted.operated == Self.forms.map(\.2))
        let refused = try await browser.post("/operations/resume", "page=\(token)&what=nothing")
        #expect(refused.status == 409 && refused.text.contains("Nothing was done"))
        for (yes, said) in [("0", "without a yes"), ("1", "-7.312.0")] {
            let reply = try await browser.post("/files/reload", "page=\(token)&yes=\(yes)&shown=-7.312.0")
            #expect(reply.status == 200 && reply.text.contains("taken up: \(said)"))
        }
    }

    @Test("None is, for a session that looks, another's token, a stranger, a form that is not ours")
    func refused() async throws {
        try await browser.enter(mayAct: true)
        let other = try await browser.pageToken()
        let many = (1...101).map { "d\($0)=1" }.joined(separator: "&")
        for (name, fields) in [
            ("retry", ""), ("retry", "d=1"), ("retry", "dx=1"), ("cancel", many), ("pause", "because=x"),
            ("resume", "what="),
        ] {
            let status = try await browser.post("/operations/\(name)", "page=\(other)&\(fields)").status
            // A form has 64 fields at most.
            #expect(status == (fields == many ? 400 : 422), "\(fields)")
        }
        for form in ["yes=2&shown=1.2.3", "yes=1", "yes=1&shown=", "yes=1&shown=1.-2.3", "yes=1&shown=1.2"] {
            #expect(try await browser.post("/files/reload", "page=\(other)&\(form)").status == 422, "\(form)")
        }
        #expect(try await browser.post("/operations/erase", "page=\(other)").status == 404)
        let all = Self.forms.map { ("/operations/\($0.0)", $0.1) } + [("/files/reload", "yes=1&shown=-7.312.0")]
        for (path, fields) in all { #expect(try await browser.post(path, "page=&\(fields)").status == 403) }
        try await browser.enter()
        let looking = try await browser.pageToken()
        for token in [looking, other] {
            for (path, fields) in all { #expect(try await browser.post(path, "page=\(token)&\(fields)").status == 403) }
        }
        browser.cookie = nil
        for (path, fields) in all { #expect(try await browser.post(path, "page=\(other)&\(fields)").status == 403) }
        #expect(browser.acted.operated == [] && browser.acted.reloads == [])
    }

    /// So many people of whom each waits for a message that is due.
    private func due(_ count: Int) throws {
        let catalog = try browser.store.register([CampaignOutline(name: "welcome", steps: [StepOutline(name: "one")])])
        let campaign = try #require(catalog.campaigns["welcome"])
        let step = try #require(catalog.steps[campaign]?["one"])
        for number in 1...count {
            let person = ContactDraft(address: try EmailAddress("person\(number)@example.org"))
            _ = try browser.store.enter([EntryRequest(person: person, campaign: campaign)], now: Browser.start) {
                _, _ in
                .enter(PlannedStep(step: step, kind: .transactional, due: Browser.start, anchor: Browser.start))
            }
        }
    }

    @Test("A list has a bound and says how many there are; forms are there for a session that may act alone")
    func bounds() async throws {
        try due(23)
        try browser.store.pause(Pause(scope: .relay, reason: .byHand(words: "<b>prices"), since: Browser.start))
        try await browser.enter()
        let looking = try await browser.get("/operations").text
        #expect(looking.contains("20 of 23 are shown.") && !looking.contains("type=\"checkbox\""))
        #expect(!looking.contains("/operations/pause") && looking.contains("&lt;b&gt;prices"))
        #expect(looking.contains("smtp.example") && looking.contains("no answer since"))
        try await browser.enter(mayAct: true)
        let acting = try await browser.get("/operations").text
        #expect(acting.components(separatedBy: "type=\"checkbox\"").count == 21)
        #expect(acting.contains("formaction=\"/s/\(browser.room)/operations/cancel\""))
        #expect(acting.contains("name=\"what\" value=\"relay\"") && acting.contains("<option value=\"welcome\">"))
    }

    @Test("A list has pages, each led to and of twenty; a number that is no page is the first")
    func pages() async throws {
        try due(45)
        try await browser.enter()
        func numbers(_ path: String) async throws -> [Int] {
            let page = try await browser.get(path).text
            let list = try #require(page.components(separatedBy: "<h2 id=\"due\">").dropFirst().first)
                .components(separatedBy: "</section>")[0]
            return list.matches(of: /person([0-9]+)@/).compactMap { Int($0.output.1) }
        }
        let all = try await numbers("/operations") + numbers("/operations?due=2") + numbers("/operations?due=3")
        #expect(all == Array(1...45))
        let second = try await browser.get("/operations?due=2").text
        #expect(second.contains("21–40 of 45 are shown.") && second.contains("operations?due=1#due"))
        #expect(second.contains("operations?due=3#due") && !second.contains("operations?failed="))
        #expect(!(try await browser.get("/operations?due=3").text.contains("operations?due=4")))
        for page in ["0", "-1", "x", "51", "99999999999999999999"] {
            #expect(try await numbers("/operations?due=\(page)").first == 1, "\(page)")
        }
    }

    @Test("What cannot be sent again, or only in vain, is not offered to be, and says why")
    func vain() throws {
        let status = try DashboardOperations.of(browser.store, browser.acted).status()
        func line(_ number: Int64, _ state: DeliveryState) throws -> (line: DeliveryLine, person: ContactID?) {
            let row = DeliveryRow(
                id: DeliveryID(number), address: try EmailAddress("ada@example.org"), contact: ContactID(1),
                kind: .marketing, state: state, createdAt: Browser.start, settledAt: Browser.start)
            return (DeliveryLine(row, plan: Browser.plan), ContactID(1))
        }
        let page = OperationsPage(
            status: status,
            lists: [
                .failed: [try line(31, .bounced), try line(32, .failed)], .held: [try line(41, .held)],
                .due: [try line(51, .queued)],
            ], vain: [31: "it is <over>", 41: "it would be withheld: no"], returned: [], unmatched: [], relays: [],
            domains: [], pausable: [], campaigns: [], hasInbox: false, clock: .utc, language: .english)
        let around: [String: TemplateValue] = ["may_act": .flag(true), "is_live": .flag(false)]
        let html = try Shown.html(.operations, page.values.merging(around) { $1 }, .english)
        let picks = html.matches(of: /type="checkbox" name="d([0-9]+)"[^>]*form="([a-z-]+)"/)
        #expect(picks.map { "\($0.output.1) \($0.output.2)" } == ["51 act-due", "32 act-failed"])
        #expect(
            html.contains("not sent again: it is &lt;over&gt;") && html.contains("not sent again: it would be withheld")
        )
        // What is held can be cancelled all the same, by a button of its own.
        #expect(html.contains("<input type=\"hidden\" name=\"d41\" value=\"1\">") && !html.contains("name=\"d31\""))
        #expect(html.contains("<form id=\"act-failed\"") && !html.contains("<form id=\"act-held\""))
    }

    @Test("All that failed: first what it would do, then its yes, by the same moment")
    func failures() async throws {
        try await browser.enter(mayAct: true)
        let token = try await browser.pageToken()
        let asked = try await browser.post("/operations/failures", "page=\(token)&since=2+hours&campaign=welcome")
        #expect(asked.status == 200 && asked.text.contains("3 &lt;deliveries&gt;"))
        #expect(asked.text.contains("name=\"since\" value=\"2026-11-23T11:00:00Z\""))
        #expect(asked.text.contains("name=\"campaign\" value=\"welcome\"") && asked.text.contains("name=\"yes\""))
        let nothing = try await browser.post("/operations/failures", "page=\(token)&since=2+hours&campaign=")
        #expect(nothing.status == 200 && !nothing.text.contains("name=\"yes\""))
        let wrong = try await browser.post("/operations/failures", "page=\(token)&since=never&campaign=")
        #expect(wrong.text.contains("takes a moment") && !wrong.text.contains("name=\"yes\""))
        let done = try await browser.post(
            "/operations/failures", "page=\(token)&since=2026-11-23T11:00:00Z&campaign=welcome&yes=1")
        #expect(done.status == 200 && done.text.contains("3 &lt;deliveries&gt;"))
        #expect(browser.acted.undoings.map(\.yes) == [false, false, true])
        for form in [
            "", "since=&campaign=", "since=1", "since=1&campaign=&yes=2",
            "since=\(String(repeating: "1", count: 41))&campaign=",
        ] {
            #expect(try await browser.post("/operations/failures", "page=\(token)&\(form)").status == 422, "\(form)")
        }
        try await browser.enter()
        let looking = try await browser.pageToken()
        #expect(try await browser.post("/operations/failures", "page=\(looking)&since=1&campaign=").status == 403)
        #expect(browser.acted.undoings.count == 3)
        #expect(!(try await browser.get("/operations").text.contains("/operations/failures")))
    }

    @Test("Domains: paused ones first, with why; then those with a limit or with refusals", arguments: ["en", "de"])
    func domains(language: String) async throws {
        browser.language = language
        try await browser.enter()
        let page = try await browser.get("/operations").text
        let rows = try Shown.rows("domains-table", in: page)
        #expect(rows.map { $0[0] } == ["slow.example", "fast.example"])
        // What a report says is in English, and marked.
        #expect(page.firstMatch(of: /<span lang="en">[^<]*&lt;b&gt;full[^<]*<\/span>/) != nil)
        #expect(rows.map { $0[1] } == ["–", language == "de" ? "0,5" : "0.5"])
        let now = Browser.start
        func row(_ address: String, daysAgo: Int64) throws -> DeliveryRow {
            DeliveryRow(
                id: DeliveryID(1), address: try EmailAddress(address), contact: ContactID(1), kind: .marketing,
                state: .bounced, createdAt: now, settledAt: now.adding(milliseconds: -daysAgo * 86_400_000))
        }
        let states = DomainState.all(
            pauses: [], limits: [:],
            refused: [
                try row("a@one.example", daysAgo: 6), try row("b@two.example", daysAgo: 1),
                try row("c@two.example", daysAgo: 0), try row("d@old.example", daysAgo: 7),
            ], now: now)
        #expect(states.map(\.name) == ["two.example", "one.example"] && states.map(\.refused) == [2, 1])
    }

    @Test("Files: what is wrong and where, what taking them up would do, and its yes", arguments: ["en", "de"])
    func files(language: String) async throws {
        browser.language = language
        let texts = Texts(language == "de" ? .german : .english)
        try await browser.enter(mayAct: true)
        let page = try await browser.get("/files").text
        #expect(page.contains("config/campaigns/welcome.yaml:12:7") && page.contains("&lt;wait&gt; is missing"))
        let rows = try Shown.rows("effects-table", in: page)
        #expect(rows.map { $0[1] } == ["1", "2", "3", "4", "5"])
        #expect(page.contains(texts["files_yes"]) && page.contains("name=\"yes\" value=\"1\""))
        #expect(page.contains("name=\"shown\" value=\"-7.312.0\""))
        #expect(page.contains("would mail 312 people"))
        let people = try Shown.rows("whom-table", in: page)
        #expect(people.map { $0[0] } == ["&lt;ada&gt;@example.org", "bob@example.org"])
        #expect(people[0][1] == texts["effect_stranded"] && people[0][3...] == ["–", "–"])
        #expect(people[1][3] != people[1][4] && page.contains("/person?id=8"))
        let first = try await browser.get("/journey").text
        #expect(first.contains("would mail &lt;312&gt; people") && first.contains("/files\">\(texts["files_see"])"))
        try await browser.enter()
        #expect(!(try await browser.get("/files").text.contains("/files/reload")))
    }

    @Test("The page of many problems is bounded", arguments: DashboardLanguage.allCases)
    func manyProblems(language: DashboardLanguage) throws {
        let problems = (1...150).map { Problem(file: "config/x.yaml", line: $0, "wrong") }
        let look = FilesLook(problems: problems, effects: nil, people: [], summary: [], shown: nil, isHeld: false)
        let page = FilesPage(look: look, trouble: "2 errors", clock: .utc, language: language)
        let html = try Shown.html(.files, page.values.merging(["may_act": .flag(true)]) { $1 }, language)
        #expect(try Shown.rows("problems-table", in: html).count == 100)
        #expect(html.contains("150") && html.contains(Texts(language)["files_more"]) && !html.contains("effects-table"))
    }
}
