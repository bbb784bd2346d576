import Testing
import UsherCore
import UsherTemplates

@Suite("Partials")
struct PartialTests {
    @Test("A partial is written in where its tag stands, tags and all")
    func included() throws {
        let sources = Sample.sources(
            "Dear {{> who}},\n\n{{> list}}\nBye\n", layout: "{{content}}{{> foot.html}}",
            partials: ["who": "{{name}}", "list": "- a\n{{> more}}", "more": "- b", "foot.html": "<hr>{{name}}\n"])
        let output = try Sample.render(sources, ["name": .text("Ada")])
        #expect(output.html == "<p>Dear Ada,</p>\n<ul>\n<li>a</li>\n<li>b\nBye</li>\n</ul>\n<hr>Ada\n")
    }

    @Test("A partial alone on its line keeps the line's indent")
    func indented() throws {
        let sources = Sample.sources("- a\n  {{> inner}}\n- z\n", partials: ["inner": "- b\n- {{c}}\n"])
        let output = try Sample.render(sources, ["c": .text("C")])
        #expect(
            output.html == "<ul>\n<li>a\n<ul>\n<li>b</li>\n<li>C</li>\n</ul>\n</li>\n<li>z</li>\n</ul>\n")
    }

    @Test("What is wrong in a partial is shown in the partial")
    func faults() {
        let partials = ["a": "x\n {{> b}}", "b": "{{> a}}", "c": "{{#x}}", "foot.html": "x"]
        #expect(
            Sample.problems(Sample.sources("{{> a}}\n\n{{> c}}\n\n{{> foot.html}}\n\n{{> foo}}", partials: partials))
                == """
                templates/a.md:8:1: error: 'templates/partials/foot.html' cannot be used here; only .md partials can
                templates/a.md:10:1: error: there is no partial 'foo'
                templates/partials/b.md:1:1: error: the partial 'a' includes itself: a > b > a
                templates/partials/c.md:1:1: error: '{{#x}}' is never closed; '{{/x}}' is missing before \
                templates/partials/c.md:1:7
                """)
    }

    @Test("The partial footer.txt ends the text part, and only that")
    func footer() throws {
        let sources = Sample.sources(
            "Hi",
            partials: ["footer.txt": "-- \n{{shop.name}}\n{{#vat}}\nVAT: {{vat}}\n{{/vat}}\nNo: {{unsubscribe_url}}"])
        let output = try Sample.render(sources, ["unsubscribe_url": .text("https://shop.example/u?a=b&c")])
        #expect(output.text == "Hi\n\n-- \nFern & Co\nNo: https://shop.example/u?a=b&c\n")
        #expect(output.html == "<p>Hi</p>\n")
    }

    @Test("Partials that multiply stop at a limit instead of filling the memory")
    func bomb() {
        var partials = ["p0": String(repeating: "x", count: 1000)]
        for level in 1...20 { partials["p\(level)"] = "{{> p\(level - 1)}}{{> p\(level - 1)}}" }
        #expect(Sample.problems(Sample.sources("{{> p20}}", partials: partials)).contains("the message is too large"))
    }
}
