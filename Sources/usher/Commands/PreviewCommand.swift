import ArgumentParser
import Foundation
import UsherCore
import UsherReports

struct PreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show one e-mail as a sample person would get it, or one page of the public address.",
        discussion: """
            Needs no database and no relay: only the files. A page is HTML always, filled in with made-up values in one of its forms.

            EXAMPLES
              usher preview welcome/download     the text, for the first sample person
              usher preview welcome/download --as joerg --html > mail.html
              usher preview excite/thanks --as nobody --eml > mail.eml
              usher preview page/unsubscribe --language de > page.html
              usher preview page/problem --as busy > page.html
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
    @Argument(
        help: ArgumentHelp("The e-mail: a campaign and a step. Or a page: page/NAME.", valueName: "CAMPAIGN/STEP"),
        completion: Completions.message)
    var message: String
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Who gets the e-mail: a person of config/samples.yaml, such as sam; if not said, the first one there. For a page: which of its forms, such as busy.",
            valueName: "NAME"), completion: Completions.sample)
    var sample: String?
    @Option(help: ArgumentHelp("A page's language: de. An e-mail is in its person's.", valueName: "LANGUAGE"))
    var language: String?
    @Flag(exclusivity: .exclusive) var form = Form.text

    func validate() throws {
        let isPage = PagePreview.isOne(message)
        if isPage, form == .eml { throw ValidationError("a page is no message; leave out --eml") }
        if !isPage, language != nil {
            throw ValidationError("--language is for pages; an e-mail is in its person's language")
        }
    }

    func run() throws {
        if PagePreview.isOne(message) {
            let page = try PagePreview(home: try home.locate(), page: message, form: sample, language: language)
            return Output.document(page.html)
        }
        let preview = try Preview(home: try home.locate(), message: message, sample: sample)
        switch form {
        case .text: Output.document(Array(try preview.text().utf8))
        case .html: Output.document(Array(try preview.html().utf8))
        case .eml: Output.document(try preview.eml(environment: ProcessInfo.processInfo.environment))
        }
    }
}
