import ArgumentParser
import UsherCore
import UsherIntake

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring people along from a CSV file, without sending anything.",
        discussion: """
            The first line names the columns: address (or email), name (or first_name and last_name), zone, language, \
            stage, tags, and attributes that usher.yaml declares; --map says what columns of other names are. --format reads \
            the export of another tool as it is, with what it says of marketing: a no is recorded as one, and a yes as the \
            person's agreement; whoever was never asked comes in without. Every bad row is named with its \
            line, good rows are kept, and a second run adds nothing twice. An import never lifts a suppression, never \
            turns a no into a yes and never takes a person back to an earlier stage.

            \(ConsentNote.help)

            EXAMPLES
              usher import people.csv --consent "Newsletter form on our site"
              usher import people.csv --dry-run
              usher import subscribed_members.csv --format mailchimp
              usher import export.csv --map "E-Mail=address,Vorname=first_name,Nachname=last_name,Notes=-"
              usher import export.csv --dates DD.MM.YYYY
              shop-export | usher import -
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("A CSV file; - is standard input.", valueName: "FILE"), completion: .file()) var file:
        String
    @OptionGroup var agreed: ConsentOptions
    @OptionGroup var list: ContactListOptions
    @Flag(help: "Say what would happen, and write nothing.") var dryRun = false

    func run() throws {
        let home = try home.open(orElse: "nobody is imported")
        var reader = DraftReader(plan: home.plan, source: "usher import")
        try reader.share(Draft(.arguments, [.consent: agreed.consent]))
        let reading = try list.reading()
        if dryRun {
            var dry = DryImport(home: home, reading: reading, output: output, reader: reader)
            return try dry.run(file: file)
        }
        let bulk = BulkEntering(home: home, output: output, reader: reader, reading: reading)
        try bulk.run(file: file)
    }
}
