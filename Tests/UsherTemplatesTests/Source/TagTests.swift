import Testing
import UsherCore
import UsherTemplates

/// Positions count from the template's first line; the body starts in line 4.
@Suite("Tags")
struct TagTests {
    @Test(
        "Says what is wrong with a tag, and where it stands",
        arguments: [
            ("Café {{}}", "4:6: error: a tag needs a name: {{name}}"),
            (
                "\n👩‍👧 {{a b}}",
                "5:3: error: 'a b' is not a name; a name has letters, digits, '_' and '-', in parts joined by '.'"
            ),
            (
                "{{a..b}}",
                "4:1: error: 'a..b' is not a name; a name has letters, digits, '_' and '-', in parts joined by '.'"
            ),
            (
                "{{#.}}x{{/.}}",
                "4:1: error: '.' is not a name; a name has letters, digits, '_' and '-', in parts joined by '.'\n"
                    + "templates/a.md:4:8: error: '.' is not a name; a name has letters, digits, '_' and '-',"
                    + " in parts joined by '.'"
            ),
            (
                "{{> a b}}",
                "4:1: error: 'a b' is not a name; a partial's name has letters, digits, '_', '-', '.' and '/'"
            ),
            (
                "x {{{a}}}",
                "4:3: error: '{{{a}}}' would put a value in unescaped, and a value never becomes markup; "
                    + "write '{{a}}' and keep the markup in the template"
            ),
            ("{{=<% %>=}}", "4:1: error: the delimiters are always '{{' and '}}'"),
            ("x {{name", "4:3: error: '{{' has no '}}' on its line"),
            ("x {{name\n}}", "4:3: error: '{{' has no '}}' on its line"),
            ("x {{! name\n", "4:3: error: '{{' has no '}}' after it"),
            ("a {{.}}", "4:3: error: '{{.}}' is the item of a section, and no section is open here"),
            ("{{^a}}{{.}}{{/a}}", "4:7: error: '{{.}}' is the item of a section, and no section is open here"),
            ("a \u{F0001}", "4:3: error: private-use characters above U+F0000 cannot stand in a template"),
            ("{{> nme}}", "4:1: error: there is no partial 'nme'"),
        ])
    func tags(body: String, problem: String) {
        #expect(Sample.problems(body) == "templates/a.md:" + problem)
    }

    @Test(
        "Says which sections do not fit, with both places",
        arguments: [
            ("{{#a}} x", "4:1: error: '{{#a}}' is never closed; '{{/a}}' is missing before templates/a.md:4:9"),
            ("x {{/a}}", "4:3: error: '{{/a}}' closes nothing"),
            (
                "{{^b}}x {{/a}}{{/b}}",
                "4:9: error: '{{/a}}' closes nothing; '{{^b}}' of templates/a.md:4:1 is open here"
            ),
            (
                "{{#a}}{{#b}}x{{/a}}{{/b}}",
                "4:14: error: '{{/a}}' comes before '{{/b}}': '{{#b}}' of templates/a.md:4:7 is still open\n"
                    + "templates/a.md:4:20: error: '{{/b}}' closes nothing"
            ),
            (
                "**{{#a}}x** {{/a}}",
                "4:3: error: '{{#a}}' must close in the same paragraph, and in the same emphasis, link or address. "
                    + "'{{/a}}' of templates/a.md:4:13 is not beside it. "
                    + "To enclose whole paragraphs, put each of the two tags alone on its line"
            ),
            (
                "x {{#a}}\n\ny {{/a}}",
                "4:3: error: '{{#a}}' must close in the same paragraph, and in the same emphasis, link or address. "
                    + "'{{/a}}' of templates/a.md:6:3 is not beside it. "
                    + "To enclose whole paragraphs, put each of the two tags alone on its line"
            ),
            (
                "{{#a}}\n\n> {{/a}}",
                "4:1: error: '{{#a}}' is alone on its line,"
                    + " so it encloses whole blocks and must close alone on a line, "
                    + "in the same quote or list item. '{{/a}}' of templates/a.md:6:3 is not beside it"
            ),
            (
                "Hi\n     {{#a}}\n     x\n     {{/a}}",
                "5:6: error: '{{#a}}' is alone on its line and indented by four spaces or more; indent it by less\n"
                    + "templates/a.md:7:6: error: '{{/a}}' is alone on its line and indented by four spaces or more;"
                    + " indent it by less"
            ),
            (
                "```\n{{#a}}\nx\n{{/a}}\n```",
                "5:1: error: '{{#a}}' is alone on its line inside a code block, where nothing is a block; "
                    + "put it on the line that it encloses, or indent it by less than four spaces"
            ),
        ])
    func sections(body: String, problem: String) {
        #expect(Sample.problems(body) == "templates/a.md:" + problem)
    }

    @Test("All problems of all files come at once, in order")
    func together() {
        let sources = Sample.sources(
            template: "---\nsubjet: a\n---\n{{a b}}\n\n<b>x</b>\n", layout: "<a href={{x}}>",
            partials: ["footer.txt": "{{#a}}"])
        #expect(
            Sample.problems(sources) == """
                templates/a.md:2:1: error: unknown key 'subjet'; did you mean 'subject'?
                templates/a.md:4:1: error: 'a b' is not a name; a name has letters, digits, '_' and '-', in parts \
                joined by '.'
                templates/layouts/default.html: error: the layout has no '{{content}}', the place where the message goes
                templates/layouts/default.html:1:9: error: '{{x}}' cannot stand in an attribute without quotes; put \
                double quotes around its value
                templates/partials/footer.txt:1:1: error: '{{#a}}' is never closed; '{{/a}}' is missing before \
                templates/partials/footer.txt:1:7
                """)
    }

    @Test("Sections too deep, and messages too large, are refused")
    func limits() {
        let deep = String(repeating: "{{#a}}", count: 51) + "x" + String(repeating: "{{/a}}", count: 51)
        #expect(Sample.problems(deep) == "templates/a.md:4:301: error: sections are nested more than 50 deep")
        let quotes = String(repeating: ">", count: 5000) + " x"
        #expect(Sample.problems(quotes).contains("quotes and lists are nested more than 50 deep"))
        let stars = String(repeating: "*a **b ", count: 2000) + String(repeating: "c** d*", count: 2000)
        #expect(Sample.problems(stars).contains("emphasis and links are nested more than 50 deep"))
        let large = Sample.sources("x", layout: "{{content}}" + String(repeating: "a", count: 1_100_000))
        #expect(Sample.problems(large).contains("the message is too large"))
    }
}
