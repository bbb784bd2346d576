import ArgumentParser
import UsherDaemon

@main
struct Usher: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usher",
        abstract: "Moves people through the customer value journey by e-mail, on purpose.",
        discussion: """
            A home is a folder with config/ and templates/. Every command finds it alike: --home DIR, $USHER_HOME, the nearest
            parent folder with config/usher.yaml, /etc/usher.

            EXAMPLES
              usher init shop && cd shop     a home with four working sequences
              usher check                    are the files right?
              usher run                      send what is due, in rehearsal until you say otherwise
              usher enqueue welcome ada@example.org --name "Ada Lovelace"
              usher why ada@example.org      what she got, why, and what comes next
            """,
        version: UsherVersion.text,
        groupedSubcommands: [
            CommandGroup(
                name: "Files",
                subcommands: [InitCommand.self, CheckCommand.self, PreviewCommand.self, ReloadCommand.self]),
            CommandGroup(
                name: "People",
                subcommands: [
                    EnqueueCommand.self, ImportCommand.self, LeaveCommand.self, WhyCommand.self, SuppressCommand.self,
                ]),
            CommandGroup(
                name: "Sending",
                subcommands: [
                    RunCommand.self, StatusCommand.self, QueueCommand.self, PauseCommand.self, ResumeCommand.self,
                    SendTestCommand.self, InboxCommand.self, DemoCommand.self,
                ]),
        ])
}
