import ArgumentParser
import UsherCore
import UsherDaemon

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write out people, events or changes of stage, as CSV or JSON.",
        discussion: """
            What comes out can go in again: contacts as CSV with usher import, events as JSON with usher event \
            --from. JSON is one object a line. Consents and suppressions stay here; a tool that takes the list over \
            must not mail those who said no, so ask for them with usher suppress list.

            EXAMPLES
              usher export > people.csv
              usher export --events --json > events.ndjson
              usher export --transitions > moves.csv
            """)

    @OptionGroup var home: HomeOptions
    @Flag(help: "The people; so it is without a flag.") var contacts = false
    @Flag(help: "What they did.") var events = false
    @Flag(help: "Their changes of stage, and what claims each.") var transitions = false
    @Flag(help: "One JSON object a line instead of CSV.") var json = false

    func validate() throws {
        guard [contacts, events, transitions].filter({ $0 }).count < 2 else {
            throw ValidationError("--contacts, --events and --transitions are different exports; name one")
        }
    }

    func run() throws {
        try reporting {
            let home = try home.openAnyway()
            let what: Export.What = events ? .events : transitions ? .transitions : .contacts
            try Export(what, asJSON: json, store: home.store, plan: home.plan).run {
                Output.write($0, to: .standardOutput)
            }
        }
    }
}
