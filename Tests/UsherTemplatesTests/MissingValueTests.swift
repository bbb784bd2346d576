import Testing
import UsherCore
import UsherTemplates

@Suite("Missing values")
struct MissingValueTests {
    @Test(
        "A value may be missing in its own section and where its block has the fallback",
        arguments: [
            ("Hi {{name}}{{^name}}friend{{/name}}!", "Hi friend!"),
            ("Hi {{#name}}{{name}}{{/name}}!", "Hi !"),
            ("Hi\n{{#name}}\n**{{name}}**\n{{/name}}\nthere", "Hi\n\nthere"),
            ("[{{name}}](https://x.example) {{^name}}x{{/name}}", " <https://x.example> x"),
        ])
    func fallbacks(body: String, text: String) throws {
        for values in [[:], ["name": TemplateValue.text("")], ["name": .flag(false)]]
        where body.contains("{{#") || values.isEmpty {
            #expect(try Sample.render(body, values).text == text + "\n")
        }
    }

    @Test(
        "Else rendering fails and says where",
        arguments: [
            ("Hi {{name}}", "4:4"), ("Hi {{name}}\n\n{{^name}}x{{/name}}", "4:4"),
            ("{{#other}}{{name}}{{/other}}", "4:11"),
            ("{{^name}}x{{/name}}\n\n- {{name}}", "6:3"), ("[a](https://b.example/{{name}})", "4:23"),
        ])
    func failures(body: String, place: String) throws {
        for values in [[:], ["name": TemplateValue.text("")]] {
            let values = values.merging(["other": .flag(true)]) { first, _ in first }
            #expect(
                try Sample.failure(Sample.sources(body), values)
                    == "templates/a.md:\(place): error: 'name' is missing, and there is no fallback; "
                    + "add {{^name}}...{{/name}} beside it, or give the value")
        }
    }

    @Test("In the subject, the layout and the text footer the block is the value, the line and the line")
    func elsewhere() throws {
        let fine = Sample.sources(
            "x", subject: "\"{{a}}{{^a}}A{{/a}}\"", layout: "{{content}}{{b}}{{^b}}B{{/b}}",
            partials: ["footer.txt": "{{c}}{{^c}}C{{/c}}"])
        let output = try Sample.render(fine)
        #expect(output.subject == "A")
        #expect(output.html == "<p>x</p>\nB\n")
        #expect(output.text == "x\n\nC\n")
        let apart = Sample.sources("x", layout: "{{content}}{{b}}\n{{^b}}B{{/b}}")
        #expect(try Sample.failure(apart).hasPrefix("templates/layouts/default.html:1:12: error: 'b' is missing"))
    }

    @Test(
        "A value of the wrong kind fails too, without saying what it is",
        arguments: [
            (TemplateValue.flag(true), "'x' is yes or no and has no text; use it as a section"),
            (.list([.text("secret")]), "'x' is a list and has no text of its own; show its items in a section"),
            (.object(["a": .text("secret")]), "'x' has no text of its own; name one of its fields"),
        ])
    func shapes(value: TemplateValue, message: String) throws {
        #expect(try Sample.failure(Sample.sources("{{x}}"), ["x": value]) == "templates/a.md:4:1: error: " + message)
    }

    @Test(
        "An address must be http, https or mailto",
        arguments: [
            "javascript:alert(1)", "JAVASCRIPT:alert(1)", " https://x.example", "//x.example", "x.example",
            "data:text/html,x", "https:",
            "http\u{1A}//x", "vbscript:x", "\tjavascript:x", "https&colon;//x",
        ])
    func addresses(url: String) throws {
        for body in ["[a]({{x}})", "![a]({{x}})", "[a]({{x}} \"button\")"] {
            let column = body.hasPrefix("!") ? 6 : 5
            #expect(
                try Sample.failure(Sample.sources(body), ["x": .text(url)])
                    == "templates/a.md:4:\(column): error: 'x' is not an http, https or mailto address")
        }
    }

    @Test(
        "Upper case and the other schemes are addresses",
        arguments: ["HTTPS://x.example", "http://x", "Mailto:a@b.example"])
    func goodAddresses(url: String) throws {
        #expect(try Sample.render("[a]({{x}})", ["x": .text(url)]).html == "<p><a href=\"\(url)\">a</a></p>\n")
    }

    @Test("What the sources say themselves is checked when they are compiled")
    func constants() {
        var sources = Sample.sources(
            "[a]({{shop.site}})\n\n{{shop.none}}{{^shop.none}}x{{/shop.none}}", subject: "'{{shop.name}}'")
        sources.shop = ["site": "shop.example", "name": "A\nB", "none": ""]
        #expect(
            Sample.problems(sources) == """
                templates/a.md:2:11: error: 'shop.name' has a line break or another control character, which a \
                subject cannot have
                templates/a.md:4:5: error: 'shop.site' is not an http, https or mailto address
                """)
    }
}
