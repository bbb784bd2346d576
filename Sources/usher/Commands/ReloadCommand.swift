import ArgumentParser
import UsherDaemon

struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Have the daemon read the files now.",
        discussion: """
            The daemon takes up edits by itself after two quiet seconds. This asks at once, waits for the answer, and \
            prints it. A reload that would mail many people at once is held until you say --yes: then this ends with 75, and \
            with 78 when the files have errors.

            EXAMPLES
              usher reload
              usher reload --yes
            """)

    @OptionGroup var home: HomeOptions
    @Flag(help: "Also when it mails many people at once.") var yes = false

    func run() throws {
        let home = try home.openAnyway()
        guard home.isDaemonRunning else {
            throw CommandFailure(.unavailable, "no daemon is running here; the files are read when one starts")
        }
        var work = LongWork("e-mails that wait")
        let answer = try ReloadRequest.ask(
            home.store, yes: yes, isAlive: { home.isDaemonRunning }, daemon: { home.report() },
            tell: { work.show($0) })
        work.clear()
        if answer.isGone { throw CommandFailure(.unavailable, answer.text) }
        Output.line(answer.text)
        guard !answer.isTakenUp else { return }
        throw ExitCode((answer.isTemporary ? CommandFailure.Code.temporary : .config).rawValue)
    }
}
