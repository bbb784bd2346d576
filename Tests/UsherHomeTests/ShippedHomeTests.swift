import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("The home that Usher ships")
struct ShippedHomeTests {
    @Test("Reads without a problem, and every step can be composed in every language")
    func reads() throws {
        let reading = HomeReader.inspect(Repository.path)
        #expect(reading.problems.map(\.description) == [])
        let files = try HomeReader.read(Repository.path)
        #expect(files.settings.mode == .rehearsal)
        #expect(files.samples.count >= 4)
        let sources = files.allSources()
        let steps = files.campaigns.flatMap(\.steps).count
        #expect(sources.filter { $0.language == "en" && $0.step != nil }.count == steps)
        #expect(sources.filter { $0.language == "de" && $0.step != nil }.count == steps)
    }

    @Test("Has a campaign for each of the eight moves, with an event that completes it")
    func moves() throws {
        let files = try HomeReader.read(Repository.path)
        let moves = Stage.allCases.map { to in Move(from: Stage.allCases.first { $0.next == to }, to: to) }
        for move in moves {
            let campaigns = files.campaigns.filter { $0.moves == move }
            #expect(campaigns.count == 1, "\(move)")
            #expect(campaigns.allSatisfy { $0.doneWhen != nil && $0.steps.isEmpty == ($0.trafficSource != .email) })
        }
        #expect(files.campaigns.count == moves.count)
    }

    @Test("Says what must come of every campaign that sends e-mail")
    func expectations() throws {
        let files = try HomeReader.read(Repository.path)
        let senders = files.campaigns.filter { !$0.steps.isEmpty }.map(\.name)
        #expect(Set(files.expectations.map(\.campaign)) == Set(senders))
    }

    @Test("Has a ladder and rewards, in the languages that its templates have")
    func ladder() throws {
        let files = try HomeReader.read(Repository.path)
        #expect(files.ladder.packages.count >= 3)
        #expect(files.ladder.packages.allSatisfy { !$0.benefits.isEmpty && $0.translations["de"] != nil })
        #expect(!files.rewards.rules.isEmpty && !files.rewards.revokedBy.isEmpty)
    }
}
