import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherHome

@Suite("Marketing that says neither how to stop it nor where it comes from")
struct PromiseCheckTests {
    /// A shop in live mode with one marketing and one transactional step.
    private static let files = PaperBoat.files

    private static let good =
        "<p>{{content}}</p><p>{{shop.postal_address}} {{#unsubscribe_url}}<a href=\"{{unsubscribe_url}}\">No</a>{{/unsubscribe_url}}</p>"

    private static func home(_ edits: [(path: String, text: String?)], mode: String = "live") throws -> TemporaryFolder
    {
        let folder = try TemporaryFolder()
        try HomeWriter.write(files, to: folder.path)
        for edit in edits {
            let url = URL(fileURLWithPath: folder(edit.path))
            if let text = edit.text {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
            } else {
                try FileManager.default.removeItem(at: url)
            }
        }
        if mode != "live" { try folder.edit("config/usher.yaml", "mode: live", "mode: \(mode)") }
        return folder
    }

    private static let html = "templates/layouts/default.html"
    private static let footer = "templates/partials/footer.txt"
    private static let address = "<p>{{shop.postal_address}}</p>"
    private static let link = "<p>{{#unsubscribe_url}}<a href=\"{{unsubscribe_url}}\">No</a>{{/unsubscribe_url}}</p>"

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let edits: [(path: String, text: String?)]
        /// The files that are named, with a word of what is said.
        let said: [(file: String, word: String)]
    }

    static let cases: [Case] = [
        Case(testDescription: "nothing wrong", edits: [], said: []),
        Case(
            testDescription: "own layout without the link", edits: [(html, "{{content}}" + address)],
            said: [(html, "no way to say no")]),
        Case(
            testDescription: "own layout without the address", edits: [(html, "{{content}}" + link)],
            said: [(html, "postal address")]),
        Case(
            testDescription: "footer removed", edits: [(footer, nil)],
            said: [(footer, "does not show the postal address"), (footer, "no way to say no")]),
        Case(
            testDescription: "the link in a comment", edits: [(html, "{{content}}\(address)<!-- no -->")],
            said: [(html, "no way to say no")]),
        Case(
            testDescription: "the link hidden",
            edits: [(html, "{{content}}\(address)<div style=\"display: none\">\(link)</div>")],
            said: [(html, "no way to say no")]),
        Case(
            testDescription: "the link for some, the sample person among them",
            edits: [
                (
                    html,
                    "{{content}}\(address){{#contact.vip}}<a href=\"{{unsubscribe_url}}\">No</a>{{/contact.vip}}"
                        .replacingOccurrences(
                            of: "{{unsubscribe_url}}",
                            with: "{{#unsubscribe_url}}{{unsubscribe_url}}{{/unsubscribe_url}}")
                )
            ], said: [(html, "only to some people")]),
        Case(
            testDescription: "the link for others",
            edits: [(html, "{{content}}\(address){{^contact.vip}}\(link){{/contact.vip}}")],
            said: [(html, "no way to say no")]),
        Case(
            testDescription: "a partial for some",
            edits: [
                (html, "{{content}}{{> foot}}"),
                ("templates/partials/foot.html", "{{#contact.vip}}\(address){{/contact.vip}}\(link)"),
            ], said: [(html, "only to some people")]),
        Case(
            testDescription: "one of two layouts",
            edits: [
                (html, good), ("templates/layouts/default.de.html", "{{content}}"),
                ("templates/excite/more.de.md", "---\nsubject: Mehr\n---\n[Los]({{call_to_action.url}})\n"),
            ],
            said: [
                ("templates/layouts/default.de.html", "postal address"),
                ("templates/layouts/default.de.html", "no way to say no"),
            ]),
        Case(
            testDescription: "the address written out, and the link in the text",
            edits: [
                (html, "{{content}}<p>Paper&nbsp;Boat<br>Quay 1<br>20095 Hamburg</p>"), (footer, nil),
                (
                    "templates/excite/more.md",
                    "---\nsubject: More\n---\n[Go]({{call_to_action.url}})\n\n{{#unsubscribe_url}}[No more]({{unsubscribe_url}}){{/unsubscribe_url}}\n\n{{shop.postal_address}}\n"
                ),
            ], said: []),
        Case(
            testDescription: "only transactional steps",
            edits: [
                (html, "{{content}}"), (footer, nil),
                (
                    "config/campaigns/excite.yaml",
                    files[2].text.replacingOccurrences(of: "wait: 1 day }", with: "wait: 1 day, kind: transactional }")
                ),
            ], said: []),
        Case(
            testDescription: "an address of blanks",
            edits: [
                (
                    "config/usher.yaml",
                    files[0].text.replacingOccurrences(
                        of: "Paper Boat, Quay 1, 20095 Hamburg", with: "\" \\u00a0\\u200b\"")
                )
            ],
            said: [
                ("config/usher.yaml", "too few letters"), ("config/usher.yaml", "mode: live refuses"),
                (html, "may be missing"), (footer, "may be missing"),
            ]),
    ]

    @Test("is an error in live mode, with the file that lacks it", arguments: cases)
    func live(_ one: Case) throws {
        let folder = try Self.home(one.edits)
        let report = HomeCheck.run(folder.path)
        let said = report.errors.map { "\($0.file): \($0.message)" }
        #expect(said.count == one.said.count, "\(said)")
        for (file, word) in one.said { #expect(said.contains { $0.hasPrefix(file) && $0.contains(word) }, "\(said)") }
    }

    @Test("is advice in rehearsal, for what the settings have", arguments: cases.dropLast())
    func rehearsal(_ one: Case) throws {
        let folder = try Self.home(one.edits, mode: "rehearsal")
        let report = HomeCheck.run(folder.path)
        #expect(report.isUsable)
        let said = report.warnings.filter { $0.message.hasSuffix("; mode: live refuses this") }
        #expect(said.count == one.said.count, "\(said)")
    }

    @Test("is said as docs/templates.md says it")
    func page() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/templates.md"), encoding: .utf8)
        let shown = page.split(separator: "\n").filter { $0.contains(": error: of marketing, ") }.map(String.init)
        let folder = try Self.home([
            (Self.html, "{{content}}\(Self.address)<div style=\"clip-path:inset(100%)\">\(Self.link)</div>")
        ])
        let said = HomeCheck.run(folder.path).errors.map { "\($0.file): error: \($0.message)" }
        #expect(shown == said)
    }

    @Test("does not go out, whatever the files said before")
    func composing() throws {
        func fault(_ edits: [(path: String, text: String?)], mode: String = "live", inputs: String) throws -> String? {
            let folder = try Self.home(edits, mode: mode)
            let home = try OpenHome.open(folder.path, environment: [:])
            let sources = try home.files.sources(message: "excite/more", language: "en")
            let prepared = try home.press.prepare(sources)
            let contact = Contact(id: ContactID(1), address: try EmailAddress("sam@customer.de"))
            let candidate = Candidate(
                delivery: DeliveryID(1), subject: .notice(name: "x", key: ""), kind: .marketing,
                due: Timestamp(seconds: 1_795_000_000), contact: contact)
            let composition = Composition(
                revision: prepared.hash, inputs: inputs, composedAt: Timestamp(seconds: 1_795_000_000))
            do {
                _ = try home.press.compose(Claimed(candidate: candidate, composition: composition), prepared)
                return nil
            } catch { return "\(error)" }
        }
        let url = #""unsubscribe_url":"https://shop.de/mail/u/t""#
        let conditional = "{{content}}\(Self.address){{#contact.vip}}\(Self.link){{/contact.vip}}"
        #expect(try fault([], inputs: "{\(url)}") == nil)
        // The link was no input when the message was fixed.
        #expect(try fault([], inputs: "{}")?.hasPrefix("the HTML part shows no way to say no") == true)
        #expect(try fault([(Self.footer, nil)], inputs: "{\(url)}")?.contains("text part") == true)
        #expect(try fault([(Self.footer, nil)], mode: "rehearsal", inputs: "{\(url)}") == nil)
        #expect(try fault([(Self.html, conditional)], inputs: #"{"contact":{"vip":"yes"},\#(url)}"#) == nil)
        #expect(try fault([(Self.html, conditional)], inputs: "{\(url)}")?.contains("{{unsubscribe_url}}") == true)
    }
}
