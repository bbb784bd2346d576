import ArgumentParser
import UsherCore
import UsherDaemon

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring people along from a CSV file, without sending anything.",
        discussion: """
            The first line names the columns: address (or email), name, zone, language, and attributes that usher.yaml \
            declares. Every bad row is named with its line, good rows are kept, and a second run adds nothing twice. \
            An import never lifts a suppression and never turns a no into a yes.

            EXAMPLES
              usher import people.csv --consent "Newsletter form on our site"
              shop-export | usher import -
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("A CSV file; - is standard input.", valueName: "FILE")) var file: String
    @OptionGroup var agreed: ConsentOptions

    func run() throws {
        try reporting {
            let entry = EntryTemplate(campaign: nil, consent: try agreed.text(), source: "usher import")
            try BulkRun(home: try home.open(), entry: entry, output: output).run(file: file)
        }
    }
}
