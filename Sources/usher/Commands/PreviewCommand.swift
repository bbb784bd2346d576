import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon

struct PreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show one e-mail as a sample person would get it.",
        discussion: """
            Needs no database and no relay: only the files.

            EXAMPLES
              usher preview welcome/download     the text, for the first sample person
              usher preview welcome/download --as joerg --html > mail.html
              usher preview excite/thanks --as nobody --eml > mail.eml
            """)

    enum Form: String, EnumerableFlag {
        case text, html, eml

        static func help(for value: Form) -> ArgumentHelp? {
            switch value {
            case .text: "The text part, with subject and sender above it."
            case .html: "The HTML part alone, for a browser."
            case .eml: "The whole message as it goes over the wire."
            }
        }
    }

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("The e-mail: a campaign and a step.", valueName: "CAMPAIGN/STEP")) var message: String
    @Option(name: .customLong("as"), help: ArgumentHelp("A sample person of config/samples.yaml.", valueName: "NAME"))
    var sample: String?
    @Flag(exclusivity: .exclusive) var form = Form.text

    func run() throws {
        try reporting {
            let preview = try Preview(home: try home.locate(), message: message, sample: sample)
            switch form {
            case .text: Output.write(try preview.text(), to: .standardOutput)
            case .html: Output.write(try preview.html(), to: .standardOutput)
            case .eml: Output.write(try preview.eml(), to: .standardOutput)
            }
        }
    }
}
