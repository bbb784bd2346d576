import ArgumentParser
import UsherCore
import UsherHome

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a working home: campaigns, a layout, pages, sample people.",
        discussion: """
            Writes config/ and templates/ below DIR and overwrites nothing. The home starts in rehearsal: everything is \
            sent, over the same wire path, into an inbox on this machine.

            EXAMPLES
              usher init shop && cd shop && usher check
            """)

    @Argument(
        help: ArgumentHelp("The folder to write to; made when it is missing.", valueName: "DIR"), completion: .directory
    )
    var folder: String

    func run() throws {
        try HomeWriter.write(EmbeddedHome.files, to: folder)
        Output.line("Wrote \(EmbeddedHome.files.count) files to \(folder).")
        Output.line("Next: cd \(ShellWord.quoted(folder)) && usher check && usher preview welcome/download")
    }
}
