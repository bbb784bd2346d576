import ArgumentParser
import UsherCore

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "What a person got, did not get and will get, and why.",
        discussion: """
            Consents, suppressions, what the person did and what moved them, every e-mail with what became of it, and \
            what comes next, when and why: on the person's own clock and in UTC.

            EXAMPLES
              usher why ada@example.org
              usher why ada@example.org --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var clock: ClockOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String

    func run() throws {
        let home = try home.openAnyway()
        let story = try home.story(of: address)
        if output.json { return try Output.json(story) }
        Output.show(story.lines.map { Shown($0, by: Self.tones) }, times: clock.zone(.theirs))
        Output.lines([""] + home.situation(), times: clock.zone(.named))
    }

    /// By what became of a message.
    private static let tones: [String: Tone] = [
        "sent": .fine, "bounced": .trouble, "failed": .trouble, "complained": .trouble, "held": .warning,
        "parked": .warning, "must": .warning, "withheld": .dim, "skipped": .dim, "cancelled": .dim, "then": .dim,
    ]
}
