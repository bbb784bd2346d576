import ArgumentParser
import Foundation
import UsherInbox

struct InboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "What rehearsal sent: the messages themselves.",
        discussion: """
            EXAMPLES
              usher inbox list
              usher inbox show 12                   the message, byte for byte
              usher inbox show 12 > message.eml     for a mail program
            """,
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The messages, in order of arrival.",
            discussion: """
                EXAMPLES
                  usher inbox list
                  usher inbox list --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let folder = try home.folders().inbox
            let lines = try RehearsalInbox.list(folder: folder).map(InboxLine.init)
            if output.json { return try Output.json(lines) }
            if lines.isEmpty { return Output.line("The inbox is empty: \(folder)") }
            Output.lines(lines.map(\.text))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One message, byte for byte.",
            discussion: """
                EXAMPLES
                  usher inbox show 12
                  usher inbox show 12 > message.eml
                """)

        @OptionGroup var home: HomeOptions
        @Argument(
            help: ArgumentHelp(
                "The message's number or name, such as 12; usher inbox list shows them.", valueName: "NAME")) var name:
            String

        func run() throws {
            let message = try RehearsalInbox.message(named: name, folder: try home.folders().inbox)
            Output.document(message)
        }
    }
}
