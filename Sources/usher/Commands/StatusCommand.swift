import ArgumentParser
import UsherCore

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What Usher is doing, what it waits for, and until when.",
        discussion: """
            Also while the files are wrong: then it says so, and what serves meanwhile.

            EXAMPLES
              usher status
              usher status --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var clock: ClockOptions

    private static let tones: [String: Tone] = [
        "paused": .warning, "warning": .warning, "files": .trouble, "Nothing": .warning,
    ]

    func run() throws {
        let opened = try home.openAnyway(reads: .messages)
        if opened.isNew, opened.settings.mode == .rehearsal {
            Output.note("Nobody was here before: an empty database was begun, \(opened.folders.database).")
        }
        let status = try opened.status()
        if output.json { return try Output.json(status) }
        let nothing = "Nothing is queued."
        Output.show(
            status.lines.map { AskersCommands.shown(in: $0, for: opened.folders.state) }.map {
                $0.hasPrefix(nothing) ? Shown($0) : Shown($0, by: Self.tones)
            },
            times: clock.zone(.named))
    }
}
