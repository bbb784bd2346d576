import ArgumentParser
import UsherDaemon

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

    @Argument(help: ArgumentHelp("The folder to write to; made when it is missing.", valueName: "DIR"))
    var folder: String

    func run() throws {
        try reporting {
            try HomeWriter.write(EmbeddedHome.files, to: folder)
            Output.line("Wrote \(EmbeddedHome.files.count) files to \(folder).")
            Output.line("Next: cd \(Self.quoted(folder)) && usher check && usher preview welcome/download")
        }
    }

    /// As a shell takes it.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { octet in
            (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
                || "/._-+~".utf8.contains(octet)
        }
        return isPlain ? path : "'\(path.replacing("'", with: "'\\''"))'"
    }
}
