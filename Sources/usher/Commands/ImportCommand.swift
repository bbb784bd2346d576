import ArgumentParser
import UsherCore
import UsherIntake

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring people along from a CSV file, without sending anything.",
        discussion: """
            The first line names the columns: address (or email), name, zone, language, stage, tags, and attributes \
            that usher.yaml declares; --map says what columns of other names are. Every bad row is named with its \
            line, good rows are kept, and a second run adds nothing twice. An import never lifts a suppression, never \
            turns a no into a yes and never takes a person back to an earlier stage.

            \(ConsentNote.help)

            EXAMPLES
              usher import people.csv --consent "Newsletter form on our site"
              usher import people.csv --dry-run
              usher import export.csv --map "E-Mail=address,Vorname=name,Notes=-"
              shop-export | usher import -
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("A CSV file; - is standard input.", valueName: "FILE"), completion: .file()) var file:
        String
    @OptionGroup var agreed: ConsentOptions
    @Option(
        help: ArgumentHelp(
            "What their columns are here; - leaves one out. Several between commas, or repeated.",
            valueName: "THEIRS=OURS"))
    var map: [String] = []
    @Flag(help: "Say what would happen, and write nothing.") var dryRun = false

    func run() throws {
        let home = try home.open(orElse: "nobody is imported")
        var reader = DraftReader(plan: home.plan, source: "usher import")
        try reader.share(Draft(.arguments, [.consent: agreed.consent]))
        let map = try ColumnMap(map)
        if dryRun {
            var dry = DryImport(home: home, map: map, output: output, reader: reader)
            return try dry.run(file: file)
        }
        let bulk = BulkEntering(
            home: home, output: output, reader: reader, map: map)
        try bulk.run(file: file)
    }
}
