import CCMark
import Foundation
import Testing
import TestSupport
import UsherCore
import UsherTemplates

@Suite("Markdown to HTML")
struct MarkdownHTMLTests {
    @Test(
        "Tags are words of the Markdown, and what they enclose is blocks, items or words",
        arguments: [
            ("Hello **{{name}}**!", "<p>Hello <strong>Ada &amp; Co</strong>!</p>\n"),
            ("# {{name}}", "<h1>Ada &amp; Co</h1>\n"),
            ("`{{name}}`", "<p><code>Ada &amp; Co</code></p>\n"),
            ("    {{name}}", "<pre><code>Ada &amp; Co\n</code></pre>\n"),
            ("{{#yes}}**A**{{/yes}}{{^yes}}B{{/yes}}", "<p><strong>A</strong></p>\n"),
            ("{{#no}}A{{/no}}{{^no}}B{{/no}}", "<p>B</p>\n"),
            ("Before\n{{#yes}}\nIn\n\nside\n{{/yes}}\nAfter", "<p>Before</p>\n<p>In</p>\n<p>side</p>\n<p>After</p>\n"),
            ("Before\n{{#no}}\nInside\n{{/no}}\nAfter", "<p>Before</p>\n<p>After</p>\n"),
            ("{{#items}}\n- {{.}}\n{{/items}}", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("{{#items}}\n\n1. {{.}}\n\n{{/items}}", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
            ("{{#none}}\n- {{.}}\n{{/none}}\n{{^none}}\nNothing.\n{{/none}}", "<p>Nothing.</p>\n"),
            ("{{#items}}\n{{.}}!\n{{/items}}", "<p>a!</p>\n<p>b!</p>\n"),
            ("{{#items}}{{.}}, {{/items}}", "<p>a, b, </p>\n"),
            (
                "{{#orders}}\n- {{title}}\n  {{#tags}}\n  - {{.}} of {{title}} for {{name}}\n  {{/tags}}\n{{/orders}}",
                "<ul>\n<li>Tea\n<ul>\n<li>x of Tea for Ada &amp; Co</li>\n"
                    + "<li>y of Tea for Ada &amp; Co</li>\n</ul>\n</li>\n"
                    + "<li>Cup\n</li>\n</ul>\n"
            ),
            ("> {{#yes}}\n> In\n> {{/yes}}\n> Out", "<blockquote>\n<p>In</p>\n<p>Out</p>\n</blockquote>\n"),
            ("{{! a comment }}\nText{{! another\none }} here", "<p>Text here</p>\n"),
            (
                "[Go](https://x.example/{{name}}?q={{name}}#{{name}})",
                "<p><a href=\"https://x.example/Ada%20%26%20Co?q=Ada%20%26%20Co#Ada%20%26%20Co\">Go</a></p>\n"
            ),
            ("[Go]({{url}})", "<p><a href=\"https://x.example/?a=1&amp;b=%20%22%3Cx\">Go</a></p>\n"),
            ("[Go]({{shop.url}}/a)", "<p><a href=\"https://shop.example/a\">Go</a></p>\n"),
            (
                "[Go](https://x.example/{{#yes}}y{{/yes}}{{^yes}}n{{/yes}})",
                "<p><a href=\"https://x.example/y\">Go</a></p>\n"
            ),

            (
                "<https://x.example/{{name}}>",
                "<p><a href=\"https://x.example/Ada%20%26%20Co\">https://x.example/Ada &amp; Co</a></p>\n"
            ),
            (
                "[Go][r]\n\n[r]: https://x.example/{{name}} \"{{name}}\"",
                "<p><a href=\"https://x.example/Ada%20%26%20Co\" title=\"Ada &amp; Co\">Go</a></p>\n"
            ),
            (
                "![{{name}}](https://x.example/{{name}}.png)",
                "<p><img src=\"https://x.example/Ada%20%26%20Co.png\" alt=\"Ada &amp; Co\" /></p>\n"
            ),
            (
                "[Open it]({{url}} \"button\")",
                "<p><a class=\"button\" href=\"https://x.example/?a=1&amp;b=%20%22%3Cx\">Open it</a></p>\n"
            ),
        ])
    func tags(body: String, html: String) throws {
        let output = try Sample.render(
            body,
            [
                "name": .text("Ada & Co"), "yes": .flag(true), "no": .flag(false), "none": .list([]),
                "items": .list([.text("a"), .text("b")]), "url": .text("https://x.example/?a=1&b= \"<x"),
                "orders": .list([
                    .object(["title": .text("Tea"), "tags": .list([.text("x"), .text("y")])]),
                    .object(["title": .text("Cup")]),
                ]),
            ])
        #expect(output.html == html)
    }

    @Test(
        "HTML, and addresses that do not work in an e-mail, are errors",
        arguments: [
            (
                "a <b>x</b>",
                "4:1: error: HTML cannot stand in Markdown; write Markdown here, and put markup into the layout"
            ),
            (
                "a\n\n<div>\nx\n</div>",
                "6:1: error: HTML cannot stand in Markdown; write Markdown here, and put markup into the layout"
            ),
            ("x\n[a]()", "5:1: error: this link has no address"),
            (
                "[a](/terms)",
                "4:1: error: the address of a link in an e-mail"
                    + " begins with 'https:', 'http:', 'mailto:', 'tel:', 'sms:' "
                    + "or a tag, not '/terms'"
            ),
            (
                "[a](javascript:alert(1))",
                "4:1: error: the address of a link in an e-mail begins with 'https:', 'http:', 'mailto:', "
                    + "'tel:', 'sms:' or a tag, not 'javascript:alert(1)'"
            ),
            (
                "![a](data:image/png;base64,AA)",
                "4:1: error: the address of an image in an e-mail begins with 'https:', 'http:' or a tag, "
                    + "not 'data:image/png;base64,AA'"
            ),
            (
                "Now [Open](https://a \"button\")",
                "4:1: error: a link with the title \"button\" stands alone in its paragraph"
            ),
        ])
    func faults(body: String, problem: String) {
        let found = Sample.problems(body)
        #expect(found.split(separator: "\n").first.map(String.init) == "templates/a.md:" + problem)
    }

    @Test("Without tags it is what cmark makes, for any Markdown")
    func oracle() throws {
        var random = SeededGenerator(seed: 318)
        var compared = 0
        for _ in 0..<1500 {
            let body = Self.markdown(&random)
            guard Sample.problems(body).isEmpty else { continue }
            compared += 1
            let expected = try #require(cmark_markdown_to_html(body, body.utf8.count, CMARK_OPT_DEFAULT))
            defer { free(expected) }
            #expect(try Sample.render(body).html == String(cString: expected), "of \(body.debugDescription)")
        }
        #expect(compared > 300)
    }

    private static func markdown(_ random: inout SeededGenerator) -> String {
        let pieces = [
            "word", "two words", "*", "**", "_", "`", "\n", "\n\n", "\n- ", "\n  - ", "\n1. ", "\n7) ", "\n> ", "\n# ",
            "\n## ",
            "\n---\n", "\n```\n", "\n~~~ swift x\n", "\n    ", "  \n", "\\\n", "&amp;", "&", "<", "\"", "'", "é", "\\*",
            "[a](https://b.example/?c=d&e='f' \"t\")", "![*i* j](http://b.example/é.png)", "<https://c.example>",
            "<me@d.example>",
            "[x][r]", "\n\n[r]: https://e.example 'T \"u\"'\n\n", "!", "\n===\n",
        ]
        return "x"
            + (0..<Int.random(in: 1...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }
}
