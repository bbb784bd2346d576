import Testing
import UsherCore

@testable import UsherReports

@Suite("One delivery in a list")
struct DeliveryLineTests {
    private let scene: ReportScene

    init() throws { scene = try ReportScene() }

    private func cells(_ row: DeliveryRow) -> [String] { DeliveryLine(row, plan: scene.plan).cells }

    @Test("Has a cell below each word of its heading")
    func columns() {
        let cells = cells(scene.delivery(.queued))
        #expect(cells == ["42", "queued", "2026-11-23T11:00:00Z", "welcome/download", "ada@example.org"])
        #expect(cells.count == DeliveryLine.heading.count)
    }

    @Test("Tells doubt, tries, the relay's code and the reason")
    func rest() {
        var row = scene.delivery(.queued)
        row.attempts = 1
        row.inDoubt = true
        row.reply = Reply(code: 451, enhanced: EnhancedStatus(4, 7, 1), text: "slow down")
        #expect(cells(row).last == "ada@example.org in doubt 1 try (451 4.7.1)")
        row = scene.delivery(.failed)
        row.attempts = 3
        row.reason = .notSent
        #expect(cells(row).last == "ada@example.org 3 tries could not be sent")
    }

    @Test("Has a name also when its step or its campaign is not known any more, or when it is a notice")
    func names() {
        var row = scene.delivery(.sent, StepID(99))
        #expect(DeliveryLine(row, plan: scene.plan).message == "welcome/?")
        row.campaign = CampaignID(99)
        #expect(DeliveryLine(row, plan: scene.plan).message == "?/?")
        row.campaign = nil
        row.notice = "test"
        #expect(DeliveryLine(row, plan: scene.plan).message == "test")
    }

    @Test("Shows everything, one thing a line, on the person's clock")
    func details() throws {
        var row = scene.delivery(.sent)
        row.attempts = 1
        row.reply = Reply(code: 250, text: "Ok")
        let clock = try #require(ZoneClock.named("Pacific/Auckland"))
        #expect(
            DeliveryLine(row, plan: scene.plan).details(clock: clock) == [
                "delivery  42", "to        ada@example.org", "message   welcome/download, marketing",
                "state     sent", "done      Tue 2026-11-24 00:00 Pacific/Auckland (2026-11-23 11:00 UTC)",
                "tries     1", "answer    250 Ok",
            ])
    }
}
