import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "The calendar that a person would receive, without sending anything.",
        discussion: """
            Plays sample people through the real scheduler, offline: nothing is written and no daemon is needed. Without \
            a campaign each person goes through all of them, one after the other's entry.

            EXAMPLES
              usher simulate welcome
              usher simulate welcome --as joerg --from 2026-11-20T23:50
              usher simulate excite ascend --as aroha --days 60 --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("Campaigns to enter.", valueName: "CAMPAIGN")) var campaigns: [String] = []
    @Option(name: .customLong("as"), help: ArgumentHelp("A sample person; by default all of them.", valueName: "NAME"))
    var sample: String?
    @Option(help: ArgumentHelp("When they enter, on their own clock; by default now.", valueName: "TIME"))
    var from: String?
    @Option(help: ArgumentHelp("For so many days.", valueName: "NUMBER")) var days = 60

    func validate() throws {
        guard (1...3660).contains(days) else { throw ValidationError("--days takes 1 to 3660") }
    }

    func run() throws {
        try reporting {
            let files = try HomeReader.read(try home.locate())
            let simulation = try Simulation(files: files, campaigns: campaigns, sample: sample, from: from, days: days)
            let people = try simulation.run()
            if output.json { return try Output.json(people.flatMap(\.messages)) }
            for person in people {
                Output.line("\(person.handle) (\(person.address)), enters \(person.enters)")
                for message in person.messages { Output.line(message.line) }
                Output.line()
            }
        }
    }
}
