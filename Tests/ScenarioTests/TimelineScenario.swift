import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// Ninety days of the four shipped sequences, on the stepped calendar.
    @Suite("Ninety days of all four sequences for a thousand people")
    struct TimelineScenario {
        /// After so many days, these begin.
        private static let entries = [("welcome", 0), ("excite", 9), ("ascend", 30), ("advocate", 40)]
        private static let golden = "Tests/Golden/ninety-days.txt"

        @Test("come as the golden timeline says; the cap and everybody's own window hold; nothing twice")
        func ninetyDays() async throws {
            let cast = Cast(1000, seed: 90)
            let timeline = try await play(cast)

            #expect(Set(timeline.entries.map { "\($0.address) \($0.message)" }).count == timeline.entries.count)
            let zones = Dictionary(uniqueKeysWithValues: cast.people.map { ($0.address, $0.zone) })
            for (address, entries) in Dictionary(grouping: timeline.entries, by: \.address) {
                let marketing = entries.filter(\.isMarketing)
                for (first, second) in zip(marketing, marketing.dropFirst()) {
                    #expect(
                        second.at.timeIntervalSince(first.at) >= 20 * 3600, "\(first.line), and then \(second.line)")
                }
                var calendar = Calendar(identifier: .gregorian)
                calendar.timeZone = try #require(TimeZone(identifier: zones[address] ?? ""), "\(address)")
                // The first letter of `welcome` answers a sign-up: at once, whatever the hour.
                for entry in marketing where entry.message != "welcome/download" {
                    let parts = calendar.dateComponents([.hour, .weekday], from: entry.at)
                    #expect((9..<18).contains(parts.hour ?? 0) && (2...6).contains(parts.weekday ?? 0), "\(entry.line)")
                }
            }

            let summary = try await timeline.summary(of: (0..<10).map { cast.people[$0 * 97].address })
            if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
                try Data(summary.utf8).write(to: URL(fileURLWithPath: Repository.file(Self.golden)))
            }
            #expect(summary == (try Repository.text(Self.golden)), "RECORD_GOLDEN=1 writes the file anew")
        }

        /// Two hundred a day enter, each day's at another hour, a quarter of them each sequence: nobody is in two at
        /// once.
        private func play(_ cast: Cast) async throws -> Timeline {
            let home = try await ScenarioHome()
            // A pace would put people who are due together into seconds of their own, and who comes first is a race.
            try home.edit("config/usher.yaml", "limits: { per_second: 10 }", "#")
            let daemon = try await home.runStepped()
            // Nothing moves until everybody is in.
            try await home.done("pause", "relay")
            for day in 0..<5 {
                let people = cast.people[(day * 200)..<((day + 1) * 200)].enumerated()
                for (number, (campaign, offset)) in Self.entries.enumerated() {
                    let mine = people.filter { $0.offset % Self.entries.count == number }.map(\.element)
                    let file = try home.write(Cast.csv(mine), to: "\(campaign)-\(day).csv")
                    let date = Date(
                        timeIntervalSince1970: 1_772_438_400 + Double((day + offset) * 86_400 + day * 17_000))
                    try await home.enter(campaign, "--from", file, "--at", date.formatted(.iso8601))
                }
            }
            try await home.done("resume", "relay")
            try await home.drained()
            #expect(await daemon.stop().end == .exit(0))
            return try await Timeline(of: home)
        }
    }
}
