import ArgumentParser
import UsherCore
import UsherReports

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write out people, events, changes of stage or reviews, as CSV or JSON.",
        discussion: """
            What comes out can go in again: contacts as CSV with usher import, events as JSON with usher event \
            --from. JSON is one object a line. Consents and suppressions stay here; a tool that takes the list over \
            must not mail those who said no, so ask for them with usher suppress list.

            Reviews are the events that config/journey.yaml calls so, with their score, their text and whether the \
            person gave permission to show it.

            EXAMPLES
              usher export > people.csv
              usher export --events --json > events.ndjson
              usher export --transitions > moves.csv
              usher export --reviews > testimonials.csv
            """)

    @OptionGroup var home: HomeOptions
    @Flag(help: "The people; so it is without a flag.") var contacts = false
    @Flag(help: "What they did.") var events = false
    @Flag(help: "Their changes of stage, and what claims each.") var transitions = false
    @Flag(help: "What they think, and whether it may be shown.") var reviews = false
    @Flag(help: "One JSON object a line instead of CSV.") var json = false

    func validate() throws {
        guard [contacts, events, transitions, reviews].filter({ $0 }).count < 2 else {
            throw ValidationError(
                "--contacts, --events, --transitions and --reviews are different exports; name one")
        }
    }

    func run() throws {
        let home = try home.openAnyway()
        let what: Export.What =
            events ? .events : transitions ? .transitions : reviews ? .reviews : .contacts
        try Export(what, asJSON: json, store: home.store, plan: home.plan).run {
            Output.write($0, to: .standardOutput)
        }
    }
}
