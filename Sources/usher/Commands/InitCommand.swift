import ArgumentParser
import Foundation
import UsherCore
import UsherHome
import UsherSupport

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a working home: campaigns, a layout, pages, sample people.",
        discussion: """
            Writes config/ and templates/ below DIR and overwrites nothing: a sample shop with a campaign for each move of \
            the journey, to read and to change; with --empty a shop of your own, with one campaign and one sample person, \
            where what says "your" is to be filled in. The home starts in rehearsal: everything is sent, over the same \
            wire path, into an inbox on this machine.

            EXAMPLES
              usher init shop && cd shop && usher check
              usher init --empty mine && cd mine && usher check
            """)

    @Argument(
        help: ArgumentHelp("The folder to write to; made when it is missing.", valueName: "DIR"), completion: .directory
    )
    var folder: String

    @Flag(help: "A shop of your own, with one campaign and one sample person, instead of the sample shop.")
    var empty = false

    func run() throws {
        // Whoever asks, the service is to read it.
        let path = FolderPath.absolute(folder, from: FileManager.default.currentDirectoryPath)
        if path == ServiceHome.path { umask(0o022) }
        let files = empty ? EmptyHome.home : EmbeddedHome.files
        try HomeWriter.write(files, to: folder)
        Output.line("Wrote \(files.count) files to \(folder).")
        if path == ServiceHome.path {
            return Output.line("Next: \(UserName.prefix(for: path))systemctl enable --now usher usher-backup.timer")
        }
        let first = empty ? "welcome/hello" : "welcome/download"
        Output.line("Next: cd \(ShellWord.quoted(folder)) && usher check && usher preview \(first)")
    }
}
