import ArgumentParser
import UsherSupport

@main
struct Usher: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usher",
        abstract: "Moves people through the customer value journey by e-mail, on purpose.",
        discussion: """
            A home is a folder with config/ and templates/. Every command finds it alike: --home DIR, $USHER_HOME, \
            the nearest parent folder with config/usher.yaml, /etc/usher.

            EXAMPLES
              usher init shop && cd shop     a home with a campaign for each move
              usher check                    are the files right?
              usher run                      send what is due; rehearsal until you say live
              usher enqueue welcome ada@example.org --name "Ada Lovelace"
              usher event purchased ada@example.org --key order-1042
              usher why ada@example.org      what she got, why, and what comes next
            """,
        version: UsherVersion.text,
        groupedSubcommands: [
            CommandGroup(
                name: "Files",
                subcommands: [
                    InitCommand.self, CheckCommand.self, PreviewCommand.self, SimulateCommand.self, PlanCommand.self,
                    ReceiveCommand.self, ReloadCommand.self,
                ]),
            CommandGroup(
                name: "People",
                subcommands: [
                    EventCommand.self, EnqueueCommand.self, LeaveCommand.self, WhyCommand.self, ContactCommand.self,
                    SuppressCommand.self, ImportCommand.self, ExportCommand.self,
                ]),
            CommandGroup(
                name: "Journey",
                subcommands: [
                    ReportCommand.self, ForecastCommand.self, RewardsCommand.self, CodeCommand.self,
                    CampaignCommand.self,
                ]),
            CommandGroup(
                name: "Sending",
                subcommands: [
                    RunCommand.self, StatusCommand.self, QueueCommand.self, PauseCommand.self, ResumeCommand.self,
                    RelayCommand.self, DKIMCommand.self, DoctorCommand.self,
                    SendTestCommand.self, InboxCommand.self, TokenCommand.self, DashboardCommand.self,
                    DemoCommand.self,
                ]),
            CommandGroup(
                name: "Keeping",
                subcommands: [
                    BackupCommand.self, RestoreCommand.self, PruneCommand.self, KeysCommand.self, AlertsCommand.self,
                ]),
        ])

    /// The argument parser's own way in, with five differences: what a command could not do is said in one sentence, a
    /// reader that goes away (`usher queue | head`) ends no command half-way, a mistyped command gets a suggestion, a
    /// usage error is one sentence and where to read more, and the line of usage is broken between words.
    static func main() async {
        Output.prepare()
        do {
            try await run(try parseAsRoot(try words()))
        } catch {
            leave(with: error)
        }
    }

    private static func words() throws -> [String] {
        do { return try CommandWords(try CommandWords.ofThisProcess(), of: Self.self).arguments } catch {
            throw CommandFailure.report(error)
        }
    }

    private static func run(_ command: any ParsableCommand) async throws {
        var command = command
        do {
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            // The argument parser ends its own, such as the error that prints what `help` is asked for.
            throw exitCode(for: error) == .failure ? CommandFailure.report(error) : error
        }
    }

    private static func leave(with error: any Error) -> Never {
        guard !(error is ExitCode), exitCode(for: error) == .validationFailure else {
            let help = fullMessage(for: error)
            guard exitCode(for: error) == .success, help.contains("USAGE: ") else { exit(withError: error) }
            Output.help(help)
            exit(withError: ExitCode.success)
        }
        let lines = fullMessage(for: error).split(separator: "\n").filter { !$0.hasPrefix("Usage:") }
        let text = lines.joined(separator: "\n")
        Output.errors(text.hasPrefix("Error: ") ? String(text.dropFirst("Error: ".count)) : text)
        exit(withError: ExitCode.validationFailure)
    }
}
