import ArgumentParser
import Foundation
import UsherDaemon
import UsherInbox

struct InboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "What rehearsal sent: the messages themselves.",
        discussion: """
            EXAMPLES
              usher inbox list
              usher inbox show                      the latest, as a person reads it
              usher inbox show 12 > message.eml     byte for byte, for a mail program
            """,
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    /// What explains an empty inbox.
    private static func why(_ folders: HomeFolders) -> String {
        folders.mode == .live ? "; in mode: live messages go to the relay" : ""
    }

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
        @OptionGroup var clock: ClockOptions

        func run() throws {
            let (folders, settings) = try home.foldersAndSettings()
            let folder = folders.inbox
            let lines = try RehearsalInbox.list(folder: folder).map(InboxLine.init)
            if output.json { return try Output.json(lines) }
            if lines.isEmpty { return Output.line("The inbox is empty: \(folder)\(InboxCommand.why(folders))") }
            Output.table(lines.map(\.cells), clock: clock.lists(settings.clock))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One message: decoded, or byte for byte.",
            discussion: """
                On a terminal it is shown as a person reads it: from whom, to whom, about what, and the text. A file or a \
                program gets it byte for byte.

                EXAMPLES
                  usher inbox show                      the latest
                  usher inbox show 12 --raw
                  usher inbox show 12 --html > message.html
                  usher inbox show 12 > message.eml
                """)

        enum Form: String, EnumerableFlag {
            case raw, text, html, headers

            static func help(for value: Form) -> ArgumentHelp? {
                switch value {
                case .raw: "As it was sent, byte for byte."
                case .text: "The text part, decoded."
                case .html: "The HTML part, decoded, for a browser."
                case .headers: "The head, decoded, a field on each line."
                }
            }
        }

        @OptionGroup var home: HomeOptions
        @Argument(
            help: ArgumentHelp(
                "The message's number or name, such as 12; usher inbox list shows them. The latest if not said.",
                valueName: "NAME")) var name: String?
        @Flag(exclusivity: .exclusive) var form: Form?

        func run() throws {
            let folders = try home.folders()
            let folder = folders.inbox
            guard let name = try name ?? RehearsalInbox.latest(folder: folder) else {
                throw CommandFailure(.noInput, "the inbox is empty: \(folder)\(InboxCommand.why(folders))")
            }
            let octets = try RehearsalInbox.message(named: name, folder: folder)
            let form = form ?? (Output.isTerminal(.standardOutput) ? nil : .raw)
            let message = ReadMessage(octets)
            let words: String?
            switch form {
            case .raw: return Output.document(octets)
            case nil: words = message.letter
            case .text: words = message.text
            case .html: words = message.html
            case .headers: words = message.headers
            }
            guard let words else {
                throw CommandFailure(.data, "the message \(name) has no \(form?.rawValue ?? "text") part")
            }
            Output.document(Array(words.utf8))
        }
    }
}
