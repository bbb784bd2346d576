import ArgumentParser
import UsherDaemon

struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Have the daemon read the files now.",
        discussion: """
            The daemon takes up edits by itself after two quiet seconds. This asks at once, waits for the answer, and \
            prints it. A reload that would mail many people at once is held until you say --yes.

            EXAMPLES
              usher reload
              usher reload --yes
            """)

    @OptionGroup var home: HomeOptions
    @Flag(help: "Also when it mails many people at once.") var yes = false

    func run() throws {
        try reporting {
            let home = try home.openAnyway()
            guard home.isDaemonRunning else {
                throw CommandFailure(.unavailable, "no daemon is running here; the files are read when one starts")
            }
            let answer = try ReloadRequest.ask(home.store, yes: yes)
            Output.line(answer.text)
            if !answer.isTakenUp { throw ExitCode(CommandFailure.Code.config.rawValue) }
        }
    }
}
