import Testing
import UsherCore

@testable import UsherIntake
@testable import UsherReports

@Suite("What a person did and what moved them")
struct ContactJourneyTests {
    private let scene: ReportScene
    private let clock = ZoneClock.utc
    private static let time = "Mon 2026-11-23 11:00 UTC"

    init() throws { scene = try ReportScene() }

    private func event(_ key: String, at: Timestamp = ReportScene.noon) -> Event {
        Event(
            name: "purchased", key: key, at: at, value: Money(minorUnits: 4900, currency: "EUR"), product: "bench",
            data: ["order": "1"])
    }

    @Test("Stands in the order in which it happened, each move after the event that made it")
    func order() {
        let facts = ContactJourney.Facts(
            tags: ["vip", "beta"],
            events: [event("o-1"), event(EventKey.make(), at: ReportScene.noon.adding(seconds: -3600))],
            transitions: [
                Transition(
                    contact: scene.ada.id, from: nil, to: .convert, at: ReportScene.noon,
                    cause: .accident(event: "purchased"))
            ])
        let journey = ContactJourney(facts, plan: scene.plan, clock: clock)
        #expect(
            journey.lines == [
                "", "what happened",
                "  Mon 2026-11-23 10:00 UTC  purchased, bench, 49.00 EUR, order 1",
                "  \(Self.time)  purchased, bench, 49.00 EUR, key o-1, order 1",
                "  \(Self.time)  moved to convert: accidental, no campaign asked for purchased",
            ])
        #expect(journey.tags == ["beta", "vip"])
        #expect(journey.moves.map(\.kind) == [.accidental] && journey.events.count == 2)
    }

    @Test("Tells the newest of many things, and how many came before")
    func many() {
        let events = (0..<100).map { event("o-\($0)", at: ReportScene.noon.adding(seconds: Int64($0))) }
        let journey = ContactJourney(ContactJourney.Facts(events: events), plan: scene.plan, clock: clock)
        #expect(journey.lines.count == ContactJourney.longestStory + 3)
        #expect(journey.lines[2] == "  ... and 40 things before; all of them: --json")
        #expect(journey.events.count == 100)
    }

    @Test("Says what a refund took, and what is left of the purchase")
    func refunds() {
        let plan = Plan(
            settings: scene.plan.settings, campaigns: [], catalog: Catalog(),
            journey: Journey(events: [
                "purchased": Journey.Event(reaches: .convert, means: .purchase),
                "refunded": Journey.Event(reaches: nil, means: .refund),
            ]))
        func refund(_ key: String, _ cents: Int64?, order: String, after seconds: Int64) -> Event {
            Event(
                name: "refunded", key: key, at: ReportScene.noon.adding(seconds: seconds),
                value: cents.map { Money(minorUnits: $0, currency: "EUR") }, data: ["order": order])
        }
        let events = [
            event("o-1"), refund("r-1", 500, order: "1", after: 60), refund("r-2", nil, order: "2", after: 120),
            refund("r-3", 9900, order: "1", after: 180), refund("r-4", 100, order: "1", after: 240),
        ]
        let lines = ContactJourney(ContactJourney.Facts(events: events), plan: plan, clock: clock).lines
        #expect(
            lines.suffix(4).map { String($0.drop { $0 != "," }) } == [
                ", 5.00 EUR, key r-1, order 1: takes back 5.00 EUR of purchased o-1, of which 44.00 EUR is left",
                ", key r-2, order 2: takes nothing back",
                ", 99.00 EUR, key r-3, order 1: takes back all 44.00 EUR of purchased o-1",
                ", 1.00 EUR, key r-4, order 1: takes nothing back",
            ])
    }

    @Test("Is silent where nothing happened")
    func silent() {
        #expect(ContactJourney(ContactJourney.Facts(), plan: scene.plan, clock: clock).lines.isEmpty)
    }

    @Test("Says what the person earned by whom")
    func rewards() {
        let facts = ContactJourney.Facts(code: "abc23456", earnings: [LedgerTests.row(.payable, 500)])
        let lines = ContactJourney(facts, plan: scene.plan, clock: clock).lines
        #expect(
            lines == [
                "", "brings friends with the code abc23456", "", "earned: 5.00 EUR payable",
                LedgerLine(LedgerTests.row(.payable, 500)).text,
            ])
    }

    @Test(
        "Says for an enrollment that waits what it waits for, and of one that was held out that the goal came all the same"
    )
    func enrollments() {
        var facts = ContactStory.Facts(
            contact: scene.ada, consents: [], standing: Standing(), enrollments: [scene.enrollment(.waiting)],
            deliveries: [],
            pauses: [], isDaemonRunning: true)
        func heading() -> String { ContactStory(facts, plan: scene.plan, now: ReportScene.noon).enrollments[0].state }
        #expect(heading() == "begins at the daemon's next look")
        func later() -> [String] {
            ContactStory(facts, plan: scene.plan, now: ReportScene.noon).enrollments.filter(\.goesOn).flatMap(\.later)
        }
        #expect(!later().isEmpty)
        facts.enrollments = [scene.enrollment(.heldOut)]
        let lines = ContactStory(facts, plan: scene.plan, now: ReportScene.noon)
        #expect(lines.enrollments.flatMap(\.later) == [] && later() == [])
        #expect(!lines.lines.contains { $0.hasPrefix("  then") })
        #expect(heading() == "in the group that gets nothing, for comparison")
        facts.enrollments = [scene.enrollment(.heldOut, .goalReached)]
        #expect(heading() == "in the group that gets nothing, for comparison; reached the goal all the same")
    }
}
