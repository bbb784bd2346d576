import UsherCore

/// What `usher simulate` asks for: some sample people, some campaigns, some weeks.
package struct Simulation {
    private let files: HomeFiles
    private let campaigns: [String]
    private let samples: [Sample]
    private let from: String?
    private let days: Int

    /// One person's calendar.
    package struct Person {
        package let handle: String
        package let address: String
        /// When, on the person's clock and UTC.
        package let enters: String
        package let messages: [SimulatedMessage]
    }

    /// No campaigns means every one that sends e-mail; no sample means everybody.
    package init(files: HomeFiles, campaigns: [String], sample: String?, from: String?, days: Int) throws {
        for name in campaigns where files.campaign(name) == nil {
            throw UnknownName.campaign(name, hint: Suggestion.phrase(for: name, in: files.campaigns.map(\.name)))
        }
        self.files = files
        self.campaigns = campaigns.isEmpty ? files.campaigns.filter { !$0.steps.isEmpty }.map(\.name) : campaigns
        samples = try sample.map { [try files.sample($0)].compactMap { $0 } } ?? files.samples
        self.from = from
        self.days = days
    }

    package func run(now: Timestamp = SystemClock().now()) throws -> [Person] {
        var lives: [(sample: Sample, entry: Timestamp, clock: ZoneClock)] = []
        for sample in samples {
            let clock = (sample.zone ?? files.settings.shop.zone).clock
            lives.append((sample, try from.map { try Timestamp(parsing: $0, clock: clock) } ?? now, clock))
        }
        let end = (lives.map(\.entry).max() ?? now).adding(seconds: Int64(days) * 86_400)
        // Each campaign by itself: a person is in one of them at a time.
        let stories = lives.flatMap { life in
            campaigns.map { campaign in
                Simulator.Life(
                    person: PersonDraft(life.sample),
                    happenings: [.init(at: life.entry, .enters(campaign: campaign, data: life.sample.event))])
            }
        }
        var outcomes = try Simulator(files: files).play(stories, until: end)[...]
        return lives.map { life in
            let own = outcomes.prefix(campaigns.count)
            outcomes = outcomes.dropFirst(campaigns.count)
            return Person(
                handle: life.sample.handle, address: life.sample.address.wire,
                enters: Wording.time(life.entry, clock: life.clock), messages: own.flatMap(\.messages))
        }
    }
}

extension PersonDraft {
    /// A sample person, as a person.
    package init(_ sample: Sample) {
        self.init(
            address: sample.address, name: sample.name, attributes: sample.attributes, zone: sample.zone,
            language: sample.language)
    }
}

extension String {
    fileprivate var clock: ZoneClock { ZoneClock.named(self) ?? .utc }
}
