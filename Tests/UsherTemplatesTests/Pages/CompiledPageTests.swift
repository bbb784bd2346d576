import Testing
import TestSupport
import UsherCore
import UsherTemplates

@Suite("A page of HTML")
struct CompiledPageTests {
    private static func sources(
        _ body: String, title: String = "Hello", layout: String = "<title>{{title}}</title>{{content}}"
    ) -> PageSources {
        PageSources(
            template: SourceFile(path: "templates/pages/a.html", text: "---\ntitle: \(title)\n---\n\(body)"),
            layout: SourceFile(path: "templates/layouts/page.html", text: layout),
            partials: ["mark": SourceFile(path: "templates/partials/mark.html", text: "<b>{{shop.name}}</b>")],
            shop: ["name": "Fern & Co"], language: "de")
    }

    private static func problems(_ sources: PageSources) -> [String] {
        do throws(Problems) {
            _ = try CompiledPage.compile(sources)
            return []
        } catch { return error.list.map(\.description) }
    }

    private static func html(_ sources: PageSources, _ values: [String: TemplateValue] = [:]) throws -> String {
        String(decoding: try CompiledPage.compile(sources).render(.object(values)), as: UTF8.self)
    }

    @Test("stands in its frame, with its title, its language and the shop's words")
    func frame() throws {
        let sources = Self.sources(
            "<p>{{> mark}}</p>", title: "Bye {{name}}",
            layout: "<html lang=\"{{language}}\"><title>{{title}} · {{shop.name}}</title>{{content}}</html>")
        #expect(
            try Self.html(sources, ["name": .text("<A>")])
                == "<html lang=\"de\"><title>Bye &lt;A&gt; · Fern &amp; Co</title><p><b>Fern &amp; Co</b></p></html>")
    }

    @Test("never takes a value for markup, wherever its tag stands", arguments: 0..<20 as Range<UInt64>)
    func escaping(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let page = try Self.html(
                Self.sources(
                    "<p class=\"{{x}}\">{{x}}</p><form method=\"post\"><button value='{{x}}'>Go</button></form>"),
                ["x": .text(NastyText.make(&random))])
            #expect(page.utf8.count { $0 == UInt8(ascii: "<") } == 8)
            #expect(page.utf8.count { $0 == UInt8(ascii: "\"") } == 4)
            #expect(page.utf8.count { $0 == UInt8(ascii: "'") } == 2)
        }
    }

    @Test("hands out what its styles say, for the policy that allows exactly them")
    func styles() throws {
        let page = try CompiledPage.compile(
            Self.sources(
                "<style media=\"print\">p { color: black }</style>x",
                layout: "<title>{{title}}</title><style>\nb { top: 0 }\r\n</style>{{content}}"))
        #expect(page.styles == ["\nb { top: 0 }\n", "p { color: black }"])
    }

    @Test(
        "is told where a browser would refuse it",
        arguments: [
            (
                "<p style=\"top: 0\">",
                "4:9: error: a page has no attribute 'style': its Content-Security-Policy does not allow it; write a class, and "
                    + "put its rules into the <style> of templates/layouts/page.html"
            ),
            (
                "x\n<script></script>",
                "5:8: error: a page has no <script>: its Content-Security-Policy does not allow it"
            ),
            (
                "<IFRAME src=x></iframe>",
                "4:8: error: a page has no <iframe>: its Content-Security-Policy does not allow it"
            ),
            (
                "<b onClick='x'>",
                "4:11: error: a page has no attribute 'onclick': its Content-Security-Policy allows no script"
            ),
            (
                "<img alt=\"\" src = \"https://x.example/a.png\">",
                "4:25: error: a page loads nothing from elsewhere; write the image in as 'data:', or use the shop's own"
            ),
            (
                "<img src='//x.example/a.png'>",
                "4:12: error: a page loads nothing from elsewhere; write the image in as 'data:', or use the shop's own"
            ),
        ])
    func refused(body: String, problem: String) {
        #expect(Self.problems(Self.sources(body)) == ["templates/pages/a.html:" + problem])
    }

    @Test(
        "may have what a browser allows",
        arguments: [
            "<img src=\"/logo.png\" alt=\"\">", "<img src=\"data:image/png;base64,AAAA\" alt=\"\">",
            "<a href=\"https://shop.example\">x</a>", "<!-- <script> style=\"\" -->x", "<p title=\"style=\">x</p>",
        ])
    func allowed(body: String) { #expect(Self.problems(Self.sources(body)) == []) }

    @Test("needs a title, a text, and a frame with a place for it")
    func missing() {
        var sources = Self.sources("x")
        sources.template.text = "<p>x</p>"
        #expect(
            Self.problems(sources).first?.contains("a template begins with a line '---', a line 'title: ...'") == true)
        sources.template.text = "---\nsubject: x\n---\nx"
        #expect(Self.problems(sources) == ["templates/pages/a.html:2:1: error: unknown key 'subject'"])
        #expect(Self.problems(Self.sources("")) == ["templates/pages/a.html:4: error: the page has no text"])
        #expect(
            Self.problems(Self.sources("x", layout: "<title>{{title}}</title>")) == [
                "templates/layouts/page.html: error: the layout has no '{{content}}', the place where the page goes"
            ])
        #expect(
            Self.problems(Self.sources("<p")) == [
                "templates/pages/a.html: error: the page ends inside a tag, a comment or a <style>"
            ])
    }

    @Test("is checked against the names that it may use")
    func names() throws {
        let page = try CompiledPage.compile(Self.sources("{{hnit}} {{hint}}\n{{#hint}}{{hint}}{{/hint}}{{subject}}"))
        let vocabulary = Vocabulary(["hint": .init(.text, isAlwaysPresent: false)])
        #expect(
            page.check(vocabulary).map { "\($0.line ?? 0):\($0.column ?? 0) \($0.message.prefix(50))" }
                == [
                    "4:1 unknown name 'hnit'; did you mean 'hint'?",
                    "4:10 'hint' may be missing; put it into {{#hint}}...{{/",
                    "5:27 unknown name 'subject'",
                ].map { String($0) })
    }
}
