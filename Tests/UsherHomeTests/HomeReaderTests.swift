import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("Reading a home")
struct HomeReaderTests {
    private static let golden = "Tests/Golden/broken-homes.txt"
    private static let homes = BrokenHomes((try? Repository.text(golden)) ?? "")

    @Test("The good home of the table is good, and says what it says")
    func good() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(Self.homes.files, to: folder.path)
        let reading = HomeReader.inspect(folder.path)
        #expect(reading.problems.map(\.description) == [])
        let files = try HomeReader.read(folder.path)
        #expect(files == reading.files)
        let excite = try #require(files.campaign("excite"))
        #expect(excite.moves == Move(from: .convert, to: .excite))
        #expect(excite.startsOn == EventTrigger(event: "purchased", first: true))
        #expect(excite.doneWhen == EventTrigger(event: "quickstart_opened", within: 14 * 86_400_000))
        #expect(excite.stopsWhen == [EventTrigger(event: "refunded")])
        #expect(excite.reEntry == .after(milliseconds: 90 * 86_400_000))
        #expect(excite.steps.map(\.name) == ["thanks", "how-to-use", "still-stuck"])
        #expect(excite.steps[0].kind == .transactional)
        #expect(excite.steps[1].at == TimeOfDay(minutes: 570))
        #expect(excite.steps[1].wait == Wait(days: 3))
        #expect(
            excite.steps[2].onlyIf
                == .all([
                    .not(.attribute(name: "vip", comparison: .present)),
                    .attribute(name: "package", comparison: .equals(.text("starter"))),
                    .attribute(name: "spent", comparison: .atLeast(.money(Money(minorUnits: 5000, currency: "EUR")))),
                    .attribute(name: "likes", comparison: .contains("paper")),
                    .stage(.atLeast(.convert)),
                ]))
        #expect(files.settings.smtp?.port == 587)
        #expect(files.settings.limits.domains == ["gmail.com": 5])
        #expect(files.settings.attributes["package"]?.defaultValue == .text("starter"))
        #expect(files.journey.stage(reachedBy: "purchased") == .convert)
        #expect(files.journey.events["refunded"]?.reaches == nil)
        #expect(files.samples.first?.attributes["spent"] == .money(Money(minorUnits: 4900, currency: "EUR")))
    }

    /// A good home of the table, read.
    private static func files(_ name: String) throws -> HomeFiles {
        let folder = try TemporaryFolder()
        let home = try #require(homes.cases.first { $0.name == name })
        #expect(try homes.make(home, in: folder) == nil)
        return try HomeReader.read(folder.path)
    }

    @Test("A ladder and rewards read as they say, and are empty without a file")
    func ladderAndRewards() throws {
        let files = try Self.files("a ladder and rewards that are good")
        let large = Ladder.Package(
            name: "large", title: "Large box", price: Money(minorUnits: 4800, currency: "EUR"),
            benefits: ["Three books", "Tools"],
            translations: [
                "de": Ladder.Translation(
                    title: "Große Box", url: "https://shop.example/gross", benefits: ["Drei Bücher"])
            ])
        #expect(files.ladder.packages.map(\.name) == ["small", "large"])
        #expect(files.ladder.packages.last == large)
        let euros = Rewards.Amount.fixed(Money(minorUnits: 500, currency: "EUR"))
        let rules = [
            Rewards.Rule(name: "first", event: "purchased", amount: euros),
            Rewards.Rule(name: "each", event: "purchased", amount: .percent(10), firstOnly: false),
        ]
        #expect(files.rewards == Rewards(rules: rules, holdMilliseconds: 30 * 86_400_000, revokedBy: ["refunded"]))
        let none = try Self.files("nothing wrong")
        #expect(none.ladder == Ladder() && none.rewards == Rewards())
    }

    @Test("A campaign's hold-out, offer, key and tags read as they say")
    func campaignKeys() throws {
        let files = try Self.files("what is added to campaigns")
        let excite = try #require(files.campaign("excite"))
        #expect(excite.reEntry == .eachKey && excite.keyField == "order")
        #expect(excite.holdout == 10)
        #expect(excite.offerEndsAfter == 604_800_000)
        #expect(excite.linkTags == LinkTags(source: "newsletter", medium: "mail", campaign: "joy"))
        #expect(files.settings.tagsLinks)
        #expect(try !Self.files("links without tags").settings.tagsLinks)
    }

    @Test("A journey's unknown people, low scores and notices read as they say")
    func journeyKeys() throws {
        #expect(try Self.files("nothing wrong").journey.addsUnknownContacts)
        #expect(try !Self.files("people whom nobody knows").journey.addsUnknownContacts)
        let events = try Self.files("low scores").journey.events
        #expect(events["review_given"]?.lowScore == LowScore(atMost: 6, event: "low_score_given"))
        #expect(events["low_score_given"]?.notice == "low-score")
        let repeats = try Self.files("repeats").journey.events
        #expect(repeats["refunded"]?.again == "refunded_again" && repeats["refunded_again"]?.again == nil)
    }

    @Test("Conditions on events and tags, and a campaign that is not e-mail, read as they say")
    func conditionsAndStalls() throws {
        let condition = try Self.files("conditions on events and tags").campaign("excite")?.steps.last?.onlyIf
        guard case .all(let parts)? = condition else {
            Issue.record("no condition")
            return
        }
        #expect(parts.prefix(2) == [.not(.event(name: "quickstart_opened", within: 3 * 86_400_000)), .tag("vip")])
        let stall = try #require(try Self.files("a campaign that is not e-mail").campaign("stall"))
        #expect(stall.steps == [] && stall.trafficSource == .print)
        #expect(stall.moves == Move(from: .aware, to: .engage))
    }

    @Test("Every problem of a broken home is named with its place", arguments: homes.cases)
    func broken(_ broken: BrokenHomes.Case) throws {
        let folder = try TemporaryFolder()
        let mistake = try Self.homes.make(broken, in: folder)
        #expect(mistake == nil)
        let reading = HomeReader.inspect(folder.path)
        #expect(reading.problems.map(\.description) == broken.expected)
        let isBroken = broken.expected.contains { $0.contains(": error: ") }
        #expect((reading.files == nil) == isBroken)
        if isBroken {
            let problems = #expect(throws: Problems.self) { try HomeReader.read(folder.path) }
            #expect(problems?.list == reading.problems)
        }
    }

    @Test("The table has its cases")
    func table() { #expect(Self.homes.cases.count > 50) }

    /// `USHER_RECORD=1` writes what is said now into the table; read the difference before you keep it.
    @Test("Records the table", .enabled(if: ProcessInfo.processInfo.environment["USHER_RECORD"] != nil))
    func record() throws {
        var blocks = try Repository.text(Self.golden).components(separatedBy: "\n== ")
        for (index, broken) in Self.homes.cases.enumerated() {
            let folder = try TemporaryFolder()
            #expect(try Self.homes.make(broken, in: folder) == nil, "\(broken.name)")
            let said = HomeReader.inspect(folder.path).problems.map { "> \($0)" }
            let kept = blocks[index + 1].components(separatedBy: "\n").filter { !$0.hasPrefix("> ") }
            let block = kept.joined(separator: "\n").trimmingCharacters(in: .newlines)
            blocks[index + 1] = ([block] + said).joined(separator: "\n") + "\n"
        }
        try Data(blocks.joined(separator: "\n== ").utf8).write(to: URL(fileURLWithPath: Repository.file(Self.golden)))
    }
}
