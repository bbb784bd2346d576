import UsherCore
import UsherHome
import UsherSupport

/// What `usher simulate` asks for: some people, some campaigns, what the people do, some weeks.
///
/// Each campaign is a story of its own: the person enters it at `from`, and then everything that `events` say happens,
/// which may lead on into other campaigns. Without a campaign there is one story for each that sends e-mail; where
/// events are told, there is one, which begins with the first.
package struct Simulation {
    private let files: HomeFiles
    private let people: [SimulatedContact]
    private let stories: [String?]
    private let events: [EventText]
    private let from: String?
    private let days: Int

    /// One person's calendar.
    package struct Outcome {
        package let handle: String
        package let address: String
        /// The moment at which the calendar begins, on the person's clock and in UTC.
        package let begins: String
        package let stories: [Story]
    }

    package struct Story {
        /// The campaign that the person enters; nil where the person enters none, and only does something.
        package let campaign: String?
        /// The lines of the story, in order of time.
        package let lines: [SimulatedLine]
        /// The stage at which the person stands in the end.
        package let stage: Stage?
    }

    /// Takes what is to be played. No campaigns means every one that sends e-mail, and with events none. `events` are
    /// texts like `purchased 2026-11-27T23:50 order=1042`.
    package init(
        files: HomeFiles, campaigns: [String], people: [SimulatedContact], events: [String] = [], from: String?,
        days: Int
    ) throws {
        for name in campaigns where files.campaign(name) == nil {
            throw UnknownName.campaign(name, hint: Suggestion.phrase(for: name, in: files.campaigns.map(\.name)))
        }
        self.files = files
        self.people = people
        self.events = try events.map { text throws(Misreading) in try EventText(text, journey: files.journey) }
        let all = files.campaigns.filter { !$0.steps.isEmpty }.map { Optional($0.name) }
        stories = !campaigns.isEmpty ? campaigns : events.isEmpty ? all : [nil]
        self.from = from
        self.days = days
    }

    package func run(now: Timestamp = SystemClock().now()) throws -> [Outcome] {
        var begins: [(person: SimulatedContact, entry: Timestamp, clock: ZoneClock, events: [Event])] = []
        for person in people {
            let clock = files.settings.clock(of: person.draft.zone)
            var data = SampleData(person.data)
            let told = try events.map { text throws(Misreading) in
                try text.event(clock: clock, data: data.next(text.name))
            }
            let entry = try from.map { try Timestamp(parsing: $0, clock: clock) } ?? told.map(\.at).min() ?? now
            if let early = told.first(where: { $0.at < entry }) {
                throw Misreading(
                    "'\(early.name)' happens \(Wording.time(early.at, clock: clock)), before the beginning "
                        + "\(Wording.time(entry, clock: clock)); give an earlier --from")
            }
            begins.append((person, entry, clock, told))
        }
        let end = (begins.map(\.entry).max() ?? now).adding(seconds: Int64(days) * 86_400)
        let lives = begins.flatMap { begin in
            stories.map { life(of: begin.person, in: $0, from: begin.entry, begin.events) }
        }
        var outcomes = try Simulator(files: files).play(lives, until: end)[...]
        return begins.map { begin in
            let own = outcomes.prefix(stories.count)
            outcomes = outcomes.dropFirst(stories.count)
            return Outcome(
                handle: begin.person.handle, address: begin.person.draft.address.wire,
                begins: Wording.time(begin.entry, clock: begin.clock),
                stories: zip(stories, own).map {
                    Story(campaign: $0, lines: SimulatedLine.inOrder($1), stage: $1.stage)
                })
        }
    }

    private func life(
        of person: SimulatedContact, in campaign: String?, from entry: Timestamp, _ events: [Event]
    ) -> Simulator.Life {
        var draft = person.draft
        // Who enters a campaign by name stands where it begins, unless somebody real stands elsewhere.
        if campaign != nil, !person.isReal { draft.stage = nil }
        let entries = campaign.map { [Simulator.Happening(at: entry, .enters(campaign: $0, data: person.data))] } ?? []
        var life = Simulator.Life(
            person: draft, happenings: entries + events.map { Simulator.Happening(at: $0.at, .does($0)) })
        life.suppressions = person.suppressions
        return life
    }
}

extension ContactDraft {
    /// Takes a sample person as a person to play.
    package init(_ sample: Sample) {
        self.init(
            address: sample.address, name: sample.name, attributes: sample.attributes, zone: sample.zone,
            language: sample.language)
    }
}
