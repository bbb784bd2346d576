import Testing
import UsherCore
import UsherTemplates

@Suite("Markdown to text")
struct MarkdownTextTests {
    @Test(
        "Reads as a person would write it",
        arguments: [
            ("One\ntwo  \nthree\n\nfour", "One two\nthree\n\nfour\n"),
            ("# Hi there\n\nText", "Hi there\n--------\n\nText\n"),
            ("## {{name}}\n\nText", "Ada & Co\n--------\n\nText\n"),
            ("### Plain\n\nText", "Plain\n\nText\n"),
            ("**Now** or _never_, `SAVE10`", "*Now* or _never_, SAVE10\n"),
            ("- a\n- b\n  c\n\nText", "- a\n- b c\n\nText\n"),
            ("3. a\n4. b\n\n   c", "3. a\n\n4. b\n\n   c\n"),
            ("- a\n  - b\n    1. c\n- d", "- a\n  - b\n    1. c\n- d\n"),
            ("> a\n>\n> b\n>\n> - c\n\nd", "> a\n>\n> b\n>\n> - c\n\nd\n"),
            ("a\n\n---\n\nb", "a\n\n----------\n\nb\n"),
            ("```\nlet a\n\n  b\n```\n\nc", "    let a\n    \n      b\n\nc\n"),
            ("See [the guide](https://x.example/a?b=c&d) now", "See the guide <https://x.example/a?b=c&d> now\n"),
            ("[The guide](https://x.example)", "The guide: https://x.example\n"),
            ("[Open it](https://x.example \"button\")", "Open it: https://x.example\n"),
            ("At <https://x.example/{{name}}>.", "At https://x.example/Ada%20%26%20Co.\n"),
            ("At [x.example](https://x.example).", "At https://x.example.\n"),
            ("Ask <me@x.example>", "Ask me@x.example\n"),
            ("![A fern](https://x.example/f.png) here", "A fern here\n"),
            ("[![](https://x.example/f.png)](https://x.example)", "https://x.example\n"),
            ("&lt;b&gt; \\* &amp; \"{{name}}\"", "<b> * & \"Ada & Co\"\n"),
            ("[Go]({{url}})", "Go: https://x.example/?a=1&b=%20%22%3Cx\n"),
        ])
    func table(body: String, text: String) throws {
        #expect(
            try Sample.render(
                body, ["name": .text("Ada & Co"), "url": .text("https://x.example/?a=1&b= \"<x")]
            ).text == text)
    }

    @Test(
        "A hidden block leaves no blank line behind, a shown one is kept apart",
        arguments: [
            ("a\n{{#x}}\nb\n{{/x}}\nc", "a\n\nb\n\nc\n", "a\n\nc\n"),
            ("a\n{{#x}}\nb\n\nc\n{{/x}}", "a\n\nb\n\nc\n", "a\n"),
            ("{{#x}}\nb\n{{/x}}\nc", "b\n\nc\n", "c\n"),
            ("- a\n{{#x}}\n- b\n{{/x}}\n- c", "- a\n\n- b\n\n- c\n", "- a\n\n- c\n"),
            ("- a\n  {{#x}}\n  b\n  {{/x}}\n- c", "- a\n  b\n- c\n", "- a\n- c\n"),
            ("a {{#x}}b {{/x}}c", "a b c\n", "a c\n"),
            ("> a\n> {{#x}}\n> b\n> {{/x}}\n\nc", "> a\n>\n> b\n\nc\n", "> a\n\nc\n"),
        ])
    func sections(body: String, shown: String, hidden: String) throws {
        #expect(try Sample.render(body, ["x": .flag(true)]).text == shown)
        #expect(try Sample.render(body, ["x": .flag(false)]).text == hidden)
    }

    @Test("Repeated items are numbered on")
    func ordinals() throws {
        let items = TemplateValue.list([.text("a"), .text("b"), .text("c")])
        #expect(try Sample.render("{{#i}}\n1. {{.}}\n{{/i}}\n\nx", ["i": items]).text == "1. a\n2. b\n3. c\n\nx\n")
        #expect(
            try Sample.render("{{#i}}\n5. {{.}}\n6. and\n{{/i}}", ["i": items]).text
                == "5. a\n6. and\n7. b\n8. and\n9. c\n10. and\n\n")
        #expect(
            try Sample.render("x\n{{#i}}\n- {{.}}\n{{/i}}\n{{^i}}\nNone\n{{/i}}", ["i": .list([])]).text
                == "x\n\nNone\n")
    }
}
