import TestHomes
import TestSupport
import Testing
import UsherCore

@testable import UsherDaemon

@Suite("The forecast of a home")
struct OpenHomeForecastTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    /// At noon, whenever the tests run: no day ends meanwhile.
    init() throws {
        let (folder, shipped) = try OpenHome.shipped()
        var home = shipped
        home.clock = HandClock(try Timestamp(parsing: "2026-11-23T11:00:00Z", clock: .utc))
        (self.folder, self.home) = (folder, home)
    }

    private func enter(_ count: Int) throws {
        let answers = try home.intake.enter((0..<count).map { try home.entry("person\($0)@example.org") })
        #expect(answers.allSatisfy { if case .entered = $0 { true } else { false } }, "\(answers)")
    }

    @Test("Has as many e-mails as wait, each on its day, and the steps that follow")
    func mail() throws {
        try enter(12)
        let forecast = try home.forecast(days: 30)
        let steps = home.plan.campaigns.values.first { $0.name == "welcome" }?.steps.count ?? 0
        #expect(forecast.mail.count == 30 && forecast.mail.first?.waiting == 12)
        #expect(forecast.mail.reduce(0) { $0 + $1.waiting } == 12)
        #expect(forecast.mail.reduce(0) { $0 + $1.following } == 12 * (steps - 1))
        #expect(forecast.paused == 0 && forecast.daysKnown == 0, "nobody came before today")
        // A limit lets go what it lets go in the seconds that are left of the day.
        var again = try home.forecast(days: 30)
        again.mail[0].most = forecast.mail.first?.most
        #expect(again == forecast)
        let campaign = try #require(home.plan.campaignID(named: "welcome"))
        try home.store.pause(Pause(scope: .campaign(campaign), reason: .byHand(words: nil), since: home.clock.now()))
        let paused = try home.forecast(days: 30)
        #expect(paused.paused == 12 && paused.mail.allSatisfy { $0.total == 0 })
    }

    @Test(
        "A condition about what there is not is refused in words",
        arguments: [
            ("welcom.last-note=+20%", "welcome"), ("welcome.last-not=+20%", "last-note"),
            ("welcome.last-note=+20%", "nobody moved"),
        ])
    func condition(text: String, words: String) throws {
        let condition = try ForecastCondition(parsing: text)
        let error = #expect(throws: (any Error).self) { try home.forecast(days: 3, condition: condition) }
        #expect("\(try #require(error))".contains(words))
    }
}
