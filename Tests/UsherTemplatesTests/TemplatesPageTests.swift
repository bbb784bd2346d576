import Foundation
import Testing
import UsherCore
import UsherTemplates

@Suite("docs/templates.md")
struct TemplatesPageTests {
    private let page: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        page = try String(contentsOf: root.appending(path: "docs/templates.md"), encoding: .utf8)
    }

    @Test("The example compiles, and reads as promised")
    func example() throws {
        let example = try #require(
            page.components(separatedBy: "```markdown\n").dropFirst().first?.components(separatedBy: "```").first)
        let sources = Sample.sources(
            template: example,
            campaign: CampaignFacts(
                name: "c", title: "C", callToAction: CallToAction(text: "Go", url: "https://shop.example/go")))
        let vocabulary = Vocabulary(
            [
                "contact.first_name": .init(.text, isAlwaysPresent: false),
                "contact.interests": .init(.list, isAlwaysPresent: false),
            ], open: ["event"])
        #expect(try CompiledMessage.compile(sources).check(vocabulary) == [])
        let full = try Sample.render(
            sources,
            [
                "contact.first_name": .text("Ada"), "contact.interests": .list([.text("glue"), .text("paper")]),
                "event.order": .text("A-77"),
            ])
        #expect(full.subject == "Ada, your order is packed")
        #expect(
            full.text == """
                Hi Ada,

                your order leaves the workshop *tomorrow*.

                - More on glue
                - More on paper

                Open the quick start: https://shop.example/go

                > Your order number is A-77.

                Ana, Fern & Co

                """)
        let empty = try Sample.render(sources)
        #expect(empty.subject == "Your order is packed")
        #expect(
            empty.text == """
                Hi there,

                your order leaves the workshop *tomorrow*.

                Open the quick start: https://shop.example/go

                Ana, Fern & Co

                """)
    }

    @Test("Every message that it shows is one that there is")
    func messages() throws {
        // What is said of marketing is compared where that is checked.
        let lines = page.split(separator: "\n").filter { $0.hasPrefix("templates/") && !$0.contains("of marketing") }
        let shown = lines.compactMap { line in
            line.range(of: ": error: ").map { Self.withoutPlaces(String(line[$0.upperBound...])) }
        }
        #expect(shown.count == 10)
        let vocabulary = Vocabulary(["contact.name": .init(.text, isAlwaysPresent: false)])
        let checked = try CompiledMessage.compile(Sample.sources("{{contact.nmae}} {{contact.name}}")).check(vocabulary)
        let compiled = [
            "{{#contact.vip}}", "x {{#a}}\n\ny {{/a}}", "{{{contact.name}}}", "<b>x</b>", "[x](/terms)",
        ].map { Sample.problems($0) }
        let others = [
            Sample.problems(Sample.sources("x", layout: "{{content}}<p style=\"color:{{contact.color}}\">")),
            try Sample.failure(Sample.sources("{{contact.first_name}}")),
            try Sample.failure(Sample.sources("[x]({{event.url}})"), ["event.url": .text("javascript:x")]),
        ]
        let known = (checked.map(\.description) + compiled + others).joined(separator: "\n")
        for message in shown { #expect(Self.withoutPlaces(known).contains(message)) }
    }

    /// Places differ between the page and the tests.
    private static func withoutPlaces(_ text: String) -> String {
        text.replacing(#/templates/[a-z/.-]*:\d+:\d+/#, with: "PLACE")
    }
}
