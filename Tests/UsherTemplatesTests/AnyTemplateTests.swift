import Testing
import TestSupport
import UsherCore
import UsherTemplates

@Suite("Any template")
struct AnyTemplateTests {
    private static let pieces = [
        "{{a}}", "{{#a}}", "{{/a}}", "{{^a}}", "{{#l}}", "{{/l}}", "{{.}}", "\n{{#a}}\n", "\n{{/a}}\n", "\n{{^a}}\n",
        "\n{{#l}}\n", "\n{{/l}}\n",
        "\n> {{#a}}\n", "\n> {{/a}}\n", "\n  {{#a}}\n", "\n  {{/a}}\n", "{{! c }}", "{{> p}}", "\n{{> p}}\n", "word ",
        "\n", "\n\n", "\n- ", "\n  - ",
        "\n1. ", "\n> ", "\n# ", "**", "*", "`", "[x](https://b.example/", ")", "![", "](https://c.example)",
        " \"button\")", "\n```\n", "    ", "{", "}}",
        "{{{a}}}", "<b>", "\u{F0000}", "é", "\\",
    ]

    @Test("Either compiles or says why; and what compiles is well-formed HTML, whichever sections show")
    func wellFormed() throws {
        var random = SeededGenerator(seed: 451)
        var compiled = 0
        for _ in 0..<6000 {
            let body = Self.body(&random)
            let sources = Sample.sources(body, partials: ["p": "{{#a}}\n*p*\n{{/a}}\n"])
            guard Sample.problems(sources).isEmpty else { continue }
            compiled += 1
            let message = try CompiledMessage.compile(sources)
            for values in Self.values {
                guard let rendered = try? message.render(.object(values)) else { continue }
                let html = Sample.Output(rendered).html
                try #require(Self.misnested(html) == nil, "\(html.debugDescription) of \(body.debugDescription)")
                try #require(QuotedPrintableRules.broken(by: rendered.text) == nil)
                try #require(!Sample.Output(rendered).text.contains("\u{F0000}") && !html.contains("<!--"))
            }
        }
        #expect(compiled > 500)
    }

    private static let values: [[String: TemplateValue]] = [
        ["a": .text("A"), "l": .list([.text("1"), .text("2")])], ["l": .list([])],
        ["a": .text("A"), "l": .list([.text("1")])],
        ["l": .list([.text("1"), .text("2")])],
    ]

    /// Half of them random, half with sections that have a chance to fit.
    private static func body(_ random: inout SeededGenerator) -> String {
        func some(_ count: Int) -> String {
            (0..<Int.random(in: 0...count, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
        }
        guard Bool.random(using: &random) else { return "x" + some(10) }
        let (open, close) =
            [
                ("{{#a}}", "{{/a}}"), ("\n{{#a}}\n", "\n{{/a}}\n"), ("\n{{#l}}\n", "\n{{/l}}\n"),
                ("\n- x\n  {{#a}}\n", "\n  {{/a}}\n"),
                ("\n> {{^a}}\n", "\n> {{/a}}\n"),
            ].randomElement(using: &random) ?? ("", "")
        return "x" + some(3) + open + some(4) + close + some(3)
    }

    /// The first end tag that does not fit, or the element left open; nil when all elements nest.
    private static func misnested(_ html: String) -> String? {
        var open: [Substring] = []
        for part in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "/" }
            if name.hasPrefix("/") {
                guard open.popLast() == name.dropFirst() else { return "</\(name)>" }
            } else if !["br", "hr", "img"].contains(name) {
                open.append(name)
            }
        }
        return open.last.map(String.init)
    }
}
