import Testing
import TestSupport
import UsherCore

@testable import UsherTemplates

@Suite("Tracked links")
struct TrackedLinkTests {
    private static let facts = CampaignFacts(
        name: "excite", title: "Delight",
        callToAction: CallToAction(text: "Open it", url: "https://shop.example/start?a=1&utm_source=usher"))

    private static func sources(
        _ body: String, _ mode: LinkTracking.Mode? = .callToAction, publicURL: String = "https://shop.example/mail/"
    ) -> MessageSources {
        var sources = Sample.sources(body, campaign: facts)
        sources.tracking = mode.map { LinkTracking(publicURL: publicURL, mode: $0) }
        return sources
    }

    private static func render(
        _ sources: MessageSources, _ values: [String: TemplateValue] = [:]
    ) throws -> Sample.Output {
        let message = try CompiledMessage.compile(sources)
        let tokens = (0..<message.linkCount).map { "T\($0)-_" }
        let rendered = try message.render(TemplateValue(dotted: values), tokens: tokens)
        for part in [rendered.text, rendered.html] { #expect(QuotedPrintableRules.broken(by: part) == nil) }
        return Sample.Output(rendered)
    }

    private static let body = """
        [Open it]({{call_to_action.url}} "button")

        Or [here]({{call_to_action.url}}), or read [more](https://blog.example/a?b=c&d={{contact.name}}).

        {{#offer_ends}}Until then: [**now**]({{call_to_action.url}}){{/offer_ends}}

        ![A picture](https://shop.example/a.png) [no more]({{unsubscribe_url}}) [write](mailto:a@shop.example)
        [file]({{event.download}})
        """

    private static let values: [String: TemplateValue] = [
        "contact.name": .text("Ada & Co"), "unsubscribe_url": .text("https://shop.example/mail/u/X"),
        "event.download": .text("https://files.example/x"), "offer_ends": .text("Friday"),
    ]

    @Test("by default the call to action alone, wherever it stands, in both parts")
    func callToAction() throws {
        let output = try Self.render(Self.sources(Self.body), Self.values)
        #expect(
            output.html == """
                <p><a class="button" href="https://shop.example/mail/l/T0-_">Open it</a></p>
                <p>Or <a href="https://shop.example/mail/l/T0-_">here</a>, or read \
                <a href="https://blog.example/a?b=c&amp;d=Ada%20%26%20Co">more</a>.</p>
                <p>Until then: <a href="https://shop.example/mail/l/T0-_"><strong>now</strong></a></p>
                <p><img src="https://shop.example/a.png" alt="A picture" /> \
                <a href="https://shop.example/mail/u/X">no more</a> <a href="mailto:a@shop.example">write</a>
                <a href="https://files.example/x">file</a></p>

                """)
        #expect(
            output.text.hasPrefix(
                "Open it: https://shop.example/mail/l/T0-_\n\nOr here <https://shop.example/mail/l/T0-_>"))
        #expect(output.text.contains("more <https://blog.example/a?b=c&d=Ada%20%26%20Co>"))
    }

    @Test(
        "with `track: all`, also every link whose host the author wrote; never a picture, a mailto, or where a value leads"
    )
    func all() throws {
        let output = try Self.render(Self.sources(Self.body, .all), Self.values)
        #expect(output.html.contains("<a href=\"https://shop.example/mail/l/T1-_\">more</a>"))
        #expect(output.text.contains("more <https://shop.example/mail/l/T1-_>"))
        for kept in [
            "src=\"https://shop.example/a.png\"", "\"https://shop.example/mail/u/X\"", "\"mailto:a@shop.example\"",
            "\"https://files.example/x\"",
        ] {
            #expect(output.html.contains(kept))
        }
    }

    @Test(
        "none without a public address, and without tokens the plain addresses",
        arguments: [nil, .all] as [LinkTracking.Mode?])
    func plain(mode: LinkTracking.Mode?) throws {
        let expected = try Sample.render(Self.sources(Self.body, nil), Self.values)
        let output = try Sample.render(Self.sources(Self.body, mode), Self.values)
        #expect(output.html == expected.html)
        #expect(output.text == expected.text)
    }

    @Test(
        "which links there are, and where each leads",
        arguments: [
            ("[a](https://a.example)", ["https://a.example"]),
            (
                "[a](https://a.example) [b](https://b.example/x) *[c](https://a.example)*",
                ["https://a.example", "https://b.example/x"]
            ),
            (
                "- [a](http://a.example/ü \"title\")\n\n> [b](https://b.example?q=a'b)",
                ["http://a.example/%C3%BC", "https://b.example?q=a'b"]
            ),
            ("[a](https://{{contact.name}}.example/x)", []),
            ("[a](https://a.example{{contact.name}})", []),
            (
                "[a](https://a.example/{{contact.name}}#{{contact.name}})",
                ["https://a.example/Ada%20%26%20Co#Ada%20%26%20Co"]
            ),
            ("{{#event.items}}[a](https://a.example/{{.}}){{/event.items}}", []),
            ("{{#event.items}}[a](https://a.example/fixed){{/event.items}}", ["https://a.example/fixed"]),
            ("[a](https://a.example/{{#contact.name}}x{{/contact.name}})", []),
            ("[a](mailto:a@shop.example) [b](tel:+49) ![c](https://a.example/c.png)", []),
            ("[![c](https://a.example/c.png)](https://a.example)", ["https://a.example"]),
            (
                "[a]({{call_to_action.url}}&x={{contact.name}})",
                ["https://shop.example/start?a=1&utm_source=usher&x=Ada%20%26%20Co"]
            ),
        ] as [(String, [String])])
    func addresses(body: String, expected: [String]) throws {
        let message = try CompiledMessage.compile(Self.sources(body, .all))
        let values = TemplateValue(dotted: Self.values)
        #expect(message.linkCount == expected.count + 1)
        #expect(try message.address(ofLink: 0, values) == Self.facts.callToAction.url)
        #expect(try (0..<expected.count).map { try message.address(ofLink: $0 + 1, values) } == expected)
        #expect(try message.address(ofLink: message.linkCount, values) == nil)
        #expect(try message.address(ofLink: -1, values) == nil)
    }

    @Test("a value that a tracked address needs is missed when the message is made, not when somebody follows the link")
    func missing() throws {
        let message = try CompiledMessage.compile(Self.sources("[a](https://a.example/{{contact.name}})", .all))
        #expect(throws: Problem.self) { try message.render(.object([:]), tokens: ["A", "B"]) }
        #expect(throws: Problem.self) { try message.address(ofLink: 1, .object([:])) }
    }

    @Test("a public address that is no plain text cannot break out of its place")
    func prefix() throws {
        let output = try Self.render(
            Self.sources("[a]({{call_to_action.url}})", publicURL: "https://shop.example/a\"b&c'd"))
        #expect(output.html == "<p><a href=\"https://shop.example/a%22b%26c%27d/l/T0-_\">a</a></p>\n")
    }

    @Test("nothing is fetched when an e-mail is opened: no address of Usher's stands anywhere but in a link")
    func noPixel() throws {
        let pictures = "![a]({{call_to_action.url}}) ![b](https://a.example/b.png)\n\n" + Self.body
        let output = try Self.render(Self.sources(pictures, .all), Self.values)
        let parts = output.html.split(separator: "https://shop.example/mail/l/", omittingEmptySubsequences: false)
        #expect(parts.count > 3)
        #expect(parts.dropLast().allSatisfy { $0.hasSuffix("<a href=\"") || $0.hasSuffix("class=\"button\" href=\"") })
        #expect(output.html.contains("<img src=\"https://shop.example/start?a=1&amp;utm_source=usher\""))
    }
}
