import ArgumentParser
import Foundation
import Logging
import Synchronization
import UsherCore
import UsherCurl
import UsherDaemon
import UsherDoctor
import UsherHome
import UsherReports
import UsherSupport

struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show one e-mail as a sample person would get it, or one page of the public address.",
        discussion: """
            Needs no database and no relay: only the files. A page is HTML always, filled in with made-up values in one of its forms.

            --check says instead whether the e-mail is shown as it was meant: its size, pictures without words, the text \
            part, what mail clients of many people do not show, and the score of the spam filter that is installed here. \
            With --links it follows the links, and says which lead nowhere. Ends with 65 when something is wrong.

            --open shows every e-mail in a browser, as the dashboard does: on a desk, a telephone and in the dark, following \
            the files while you write. It opens the browser where there is a screen, and prints a link that works once; it serves \
            that one browser of this machine until Ctrl-C.

            EXAMPLES
              usher preview welcome/download     the text, for the first sample person
              usher preview welcome/download --as joerg --html > mail.html
              usher preview excite/thanks --as nobody --eml > mail.eml
              usher preview welcome/download --check --links
              usher preview page/unsubscribe --language de > page.html
              usher preview page/problem --as busy > page.html
              usher preview welcome/download --open
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
        help: ArgumentHelp(
            "The e-mail: a campaign and a step. Or a page: page/NAME. With --open it may be left out.",
            valueName: "CAMPAIGN/STEP"
        ), completion: Completions.message)
    var message: String?
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
    @Flag(help: "Show it in a browser, and follow the files until Ctrl-C.") var open = false

    func validate() throws {
        if open {
            guard form == .text, !check, language == nil, message.map(PagePreview.isOne) != true else {
                throw ValidationError("--open shows e-mails, with all their parts; it goes with CAMPAIGN/STEP and --as")
            }
            return
        }
        guard let message else {
            throw ValidationError("name an e-mail, such as welcome/download; or all, with --open")
        }
        guard check || !(links || json) else { throw ValidationError("--links and --json are for --check") }
        guard !check || form == .text else { throw ValidationError("--check looks at the whole message") }
        guard !check || !PagePreview.isOne(message) else { throw ValidationError("--check is for e-mails") }
        let isPage = PagePreview.isOne(message)
        if isPage, form == .eml { throw ValidationError("a page is no message; leave out --eml") }
        if !isPage, language != nil {
            throw ValidationError("--language is for pages; an e-mail is in its person's language")
        }
    }

    func run() async throws {
        guard let message, !open else { return try await show() }
        if PagePreview.isOne(message) {
            let page = try PagePreview(home: try home.locate(), page: message, form: sample, language: language)
            return Output.document(page.html)
        }
        let preview = try Preview(home: try home.locate(), message: message, sample: sample)
        if check { return try examine(preview) }
        switch form {
        case .text: Output.document(Array(preview.text.utf8))
        case .html: Output.document(Array(preview.html.utf8))
        case .eml: Output.document(try preview.eml(environment: ProcessInfo.processInfo.environment))
        }
    }

    /// The link is printed also where a browser is opened: it may be the wrong one.
    private func show() async throws {
        let environment = ProcessInfo.processInfo.environment
        LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
        let place = try home.locate()
        // Where the files are wrong, the page says so.
        if let files = HomeReader.inspect(place).files {
            let reader = try files.sample(sample)
            let language = reader?.language ?? files.settings.shop.language
            if let message { _ = try files.sources(message: message, language: language) }
        }
        let fields = [("message", message), ("as", sample)].compactMap { name, value in
            value.map { (name: name, value: $0) }
        }
        let shown = Mutex<String?>(nil)
        let server = try PreviewServer(
            home: place, environment: environment,
            first: QueryText.adding(fields, to: message == nil ? "preview" : "mail")
        ) { link in
            Output.line(link)
            let folder = BrowserProgram.show(link, environment: environment)
            shown.withLock { $0 = folder }
            Output.note(
                folder == nil
                    ? "Open it in a browser on this machine; it works once, within ten minutes. Ctrl-C ends it."
                    : "A browser opens it; it works once, within ten minutes. Ctrl-C ends it.")
        }
        defer { if let folder = shown.withLock(\.self) { BrowserProgram.forget(folder) } }
        try await server.runUntilStopped()
    }

    private struct Answer: Encodable {
        let isWell: Bool
        let findings: [Finding]
    }

    private func examine(_ preview: Preview) throws {
        let environment = ProcessInfo.processInfo.environment
        let message = try preview.eml(environment: environment)
        let html = Array(preview.html.utf8)
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
