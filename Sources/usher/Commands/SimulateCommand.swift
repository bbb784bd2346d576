import ArgumentParser
import Foundation
import UsherCore
import UsherHome
import UsherPlay

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "The calendar that a person would receive, without sending anything.",
        discussion: """
            Plays people through the real scheduler, offline: nothing is written and no daemon is needed. Each campaign \
            is a story of its own: the person enters it, and it goes as if there were no other. What you say with \
            --event happens meanwhile, and may end the campaign, move the person, and start the next one. With events \
            and no campaign, the story begins with the first event.

            EXAMPLES
              usher simulate welcome
              usher simulate welcome --as joerg --from 2026-11-20T23:50
              usher simulate welcome --as aroha --from 2026-11-23T10:00 --event "purchased 2026-11-27T23:50"
              usher simulate excite ascend --as ada@example.org --days 60 --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var clock: ClockOptions
    @Argument(help: ArgumentHelp("Campaigns to enter.", valueName: "CAMPAIGN"), completion: Completions.campaign)
    var campaigns: [String] = []
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Who enters: a person of config/samples.yaml, such as sam, or the address of a real person; if not said, everybody in config/samples.yaml.",
            valueName: "NAME"), completion: Completions.sample)
    var sample: String?
    @Option(
        help: ArgumentHelp(
            "When they enter, on their own clock; by default the first event, or now.", valueName: "TIME"))
    var from: String?
    @Option(
        name: .customLong("event"), parsing: .singleValue,
        help: ArgumentHelp(
            "What they do: \"EVENT TIME [product=P] [value=5.00 currency=EUR] [NAME=VALUE]...\"; as often as you like.",
            valueName: "TEXT"))
    var events: [String] = []
    @Option(help: ArgumentHelp("For so many days.", valueName: "NUMBER")) var days = 60

    func validate() throws {
        guard (1...3660).contains(days) else { throw ValidationError("--days takes 1 to 3660") }
    }

    func run() throws {
        let (files, people) = try filesAndPeople()
        let simulation = try Simulation(
            files: files, campaigns: campaigns, people: people, events: events, from: from, days: days)
        let calendars = try simulation.run()
        let remark = WarmUpRemark.line(calendars, files: files)
        if output.json {
            try Output.json(calendars.flatMap(\.stories).flatMap(\.lines))
            if let remark { Output.note(remark) }
            return
        }
        let isFirstEvents = from == nil && !events.isEmpty && !campaigns.isEmpty
        for person in calendars {
            let zone = clock.zone(.theirs)
            let why = isFirstEvents ? Self.whyThen : ""
            Output.lines(["\(person.handle) (\(person.address)), from \(person.begins)\(why)"], times: zone)
            for story in person.stories {
                Output.lines(story.lines.flatMap(\.texts), times: zone)
                if !events.isEmpty, let stage = story.stage { Output.line("  in the end at \(stage.rawValue)") }
            }
            Output.line()
        }
        if let remark { Output.line(remark) }
    }

    private static let whyThen = ", when the first event happens; --from says another time of entry"

    private func filesAndPeople() throws -> (HomeFiles, [SimulatedContact]) {
        if let sample, sample.contains("@") {
            let home = try home.open(inEitherMode: true)
            return (home.files, [try home.simulated(sample)])
        }
        let files = try HomeReader.read(try home.locate())
        let samples = try sample.map { [try files.sample($0)].compactMap { $0 } } ?? files.samples
        return (files, samples.map(SimulatedContact.init))
    }
}
