import ArgumentParser
import Foundation
import UsherDaemon

struct InboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "What rehearsal would have sent: the messages themselves.",
        discussion: """
            EXAMPLES
              usher inbox list
              usher inbox show 12             the message as it came over the wire
              usher inbox show 12 > m.eml     and in a mail program: open m.eml
            """,
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The messages, in order of arrival.",
            discussion: """
                EXAMPLE
                  usher inbox list --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            try reporting {
                let folder = try home.folders().inbox
                let entries = try RehearsalInbox.list(folder: folder)
                if output.json { return try Output.json(entries) }
                if entries.isEmpty { Output.line("The inbox is empty: \(folder)") }
                for entry in entries { Output.line(InboxLine.text(entry)) }
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One message, byte for byte.",
            discussion: """
                EXAMPLE
                  usher inbox show 12
                """)

        @OptionGroup var home: HomeOptions
        @Argument(help: ArgumentHelp("A name or number of usher inbox list.", valueName: "NAME")) var name: String

        func run() throws {
            try reporting {
                let message = try RehearsalInbox.message(named: name, folder: try home.folders().inbox)
                try? FileHandle.standardOutput.write(contentsOf: Data(message))
            }
        }
    }
}
