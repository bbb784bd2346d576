import ArgumentParser
import UsherCore
import UsherDaemon

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "What a person got, did not get and will get, and why.",
        discussion: """
            EXAMPLES
              usher why ada@example.org
              usher why ada@example.org --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String

    func run() throws {
        try reporting {
            let home = try home.open()
            let story = try home.story(of: try home.contact(address))
            if output.json { return try Output.json(story) }
            for line in story.lines { Output.line(line) }
            for line in home.situation { Output.line(line) }
        }
    }
}
