import ArgumentParser
import Foundation
import UsherCore
import UsherCurl
import UsherDoctor
import UsherReports

struct PreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show one e-mail as a sample person would get it, or one page of the public address.",
        discussion: """
            Needs no database and no relay: only the files. A page is HTML always, filled in with made-up values in one of its forms.

            --check says instead whether the e-mail is shown as it was meant: its size, pictures without words, the text \
            part, what mail clients of many people do not show, and the score of the spam filter that is installed here. \
            With --links it follows the links, and says which lead nowhere. Ends with 65 when something is wrong.

            EXAMPLES
              usher preview welcome/download     the text, for the first sample person
              usher preview welcome/download --as joerg --html > mail.html
              usher preview excite/thanks --as nobody --eml > mail.eml
              usher preview welcome/download --check --links
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
    @Flag(help: "Say whether it is shown as it was meant.") var check = false
    @Flag(help: "With --check: follow the links, 50 at most.") var links = false
    @Flag(help: "With --check: print JSON instead of text.") var json = false

    func validate() throws {
        guard check || !(links || json) else { throw ValidationError("--links and --json are for --check") }
        guard !check || form == .text else { throw ValidationError("--check looks at the whole message") }
        guard !check || !PagePreview.isOne(message) else { throw ValidationError("--check is for e-mails") }
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
        if check { return try examine(preview) }
        switch form {
        case .text: Output.document(Array(try preview.text().utf8))
        case .html: Output.document(Array(try preview.html().utf8))
        case .eml: Output.document(try preview.eml(environment: ProcessInfo.processInfo.environment))
        }
    }
    private struct Answer: Encodable {
        let isWell: Bool
        let findings: [Finding]
    }

    private func examine(_ preview: Preview) throws {
        let environment = ProcessInfo.processInfo.environment
        let message = try preview.eml(environment: environment)
        let html = Array(try preview.html().utf8)
        let facts = MessageJudge.Facts(
            size: message.count, html: html, text: preview.words,
            spam: SpamFilter(environment: environment).answer(message))
        var findings = MessageJudge.judge(facts)
        if links {
            let followed = LinkJudge.followed(HTMLInventory(html).links, published: preview.publicURL)
            findings += LinkJudge.judge(followed) { question in Result { () throws(WebFault) in try question.ask() } }
        }
        let isWell = !findings.contains { $0.grade == .wrong }
        if json {
            try Output.json(Answer(isWell: isWell, findings: findings))
        } else {
            Output.show(findings.flatMap(\.shown))
        }
        guard isWell else { throw ExitCode(CommandFailure.Code.data.rawValue) }
    }
}
