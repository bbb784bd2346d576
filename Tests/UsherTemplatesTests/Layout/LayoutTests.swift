import Testing
import UsherCore
import UsherTemplates

@Suite("Layouts")
struct LayoutTests {
    private func html(_ layout: String, _ values: [String: TemplateValue] = [:], preheader: String? = nil) throws
        -> String
    {
        try Sample.render(
            Sample.sources("Hi", subject: "\"Tea & {{name}}\"", preheader: preheader, layout: layout),
            values.merging(["name": .text("<Ada> \"o'\" & Co")]) { first, _ in first }
        ).html
    }

    @Test("Slots take the message, its subject, preheader and language")
    func slots() throws {
        let layout =
            "<html lang=\"{{language}}\"><title>{{subject}}</title>{{#preheader}}<i>{{preheader}}</i>{{/preheader}}"
            + "{{^preheader}}none{{/preheader}}{{content}}<a href=\"mailto:a@b.example?subject={{subject}}\">"
        let rest = "<p>Hi</p>\n<a href=\"mailto:a@b.example?subject=Tea%20%26%20%3CAda%3E%20%22o%27%22%20%26%20Co\">\n"
        let title = "<html lang=\"en\"><title>Tea &amp; &lt;Ada&gt; &quot;o&#39;&quot; &amp; Co</title>"
        #expect(try html(layout) == title + "none" + rest)
        #expect(
            try html(layout, preheader: "See <{{name}}>") == title
                + "<i>See &lt;&lt;Ada&gt; &quot;o&#39;&quot; &amp; Co&gt;</i>" + rest)
    }

    @Test("A subject ends no attribute that it stands in, whatever mark its quotes have")
    func accentedQuotes() throws {
        let sources = Sample.sources(
            "Hi", subject: "x'\u{301} onclick=y", layout: "<p title='{{subject}}'>{{content}}")
        let html = try Sample.render(sources).html
        #expect(Array(html.utf8) == Array("<p title='x&#39;\u{301} onclick=y'><p>Hi</p>\n".utf8))
    }

    @Test(
        "The place of a tag decides how its value is escaped",
        arguments: [
            ("<p>{{name}}</p>", "<p>&lt;Ada&gt; &quot;o&#39;&quot; &amp; Co</p>"),
            (
                "<p title='{{name}}' class=\"a {{name}}\">",
                "<p title='&lt;Ada&gt; &quot;o&#39;&quot; &amp; Co'"
                    + " class=\"a &lt;Ada&gt; &quot;o&#39;&quot; &amp; Co\">"
            ),
            (
                "<a HREF=\"https://x.example/{{name}}\">",
                "<a HREF=\"https://x.example/%3CAda%3E%20%22o%27%22%20%26%20Co\">"
            ),
            (
                "<a href=\" {{url}}&x={{name}}\">",
                "<a href=\" https://x.example/?a&amp;b&x=%3CAda%3E%20%22o%27%22%20%26%20Co\">"
            ),
            ("<a href=\"{{#url}}{{url}}{{/url}}\">", "<a href=\"https://x.example/?a&amp;b\">"),
            (
                "<style>a{b:c}}</style><!-- <b x= --><!doctype html>{{url}}",
                "<style>a{b:c}}</style><!-- <b x= --><!doctype html>https://x.example/?a&amp;b"
            ),
            (
                "<br/>{{#name}}<b>{{name}}</b>{{/name}} 1 < 2 {{shop.name}}",
                "<br/><b>&lt;Ada&gt; &quot;o&#39;&quot; &amp; Co</b> 1 < 2 Fern &amp; Co"
            ),
            ("  {{#name}}  \nx\n  {{/name}}\n{{! c }}\ny", "x\ny"),
            ("<title>{{#name}}<b {{/name}}</title >", "<title><b </title >"),
        ])
    func contexts(layout: String, expected: String) throws {
        #expect(try html(layout + "{{content}}", ["url": .text("https://x.example/?a&b")]) == expected + "<p>Hi</p>\n")
    }

    @Test(
        "Where no value can be made safe, and where sections would break the HTML, is an error",
        arguments: [
            ("{{x}}", ": error: the layout has no '{{content}}', the place where the message goes"),
            (
                "{{content}}\n{{content}}",
                ":2:1: error: '{{content}}' already stands at templates/layouts/default.html:1:1; a layout has it once"
            ),
            (
                "{{#a}}{{content}}{{/a}}",
                ":1:7: error: '{{content}}' must stand in the text of the layout, outside of sections"
            ),
            (
                "<p title=\"{{content}}\">",
                ":1:11: error: '{{content}}' must stand in the text of the layout, outside of sections"
            ),
            (
                "{{content}}<a href={{x}}>",
                ":1:20: error: '{{x}}' cannot stand in an attribute without quotes; "
                    + "put double quotes around its value"
            ),
            (
                "{{content}}<a href=a{{x}}>",
                ":1:21: error: '{{x}}' cannot stand in an attribute without quotes; "
                    + "put double quotes around its value"
            ),
            (
                "{{content}}<{{x}}>",
                ":1:13: error: '{{x}}' cannot stand inside an element's tag, outside of its attributes' values"
            ),
            (
                "{{content}}<a {{x}}=\"\">",
                ":1:15: error: '{{x}}' cannot stand inside an element's tag, outside of its attributes' values"
            ),
            ("{{content}}<p style=\"color:{{x}}\">", ":1:28: error: '{{x}}' cannot stand in the attribute 'style'"),
            (
                "{{content}}<p srcdoc=\"{{x}}\">", ":1:23: error: '{{x}}' cannot stand in the attribute 'srcdoc'"
            ),
            ("{{content}}<p onclick='{{x}}'>", ":1:24: error: '{{x}}' cannot stand in the attribute 'onclick'"),
            (
                "{{content}}<style>a{{{x}}}</style>",
                ":1:20: error: '{{{x}}}' would put a value in unescaped, and a value never becomes markup; "
                    + "write '{{x}}' and keep the markup in the template"
            ),
            ("{{content}}<STYLE>a{ {{x}} }</style>", ":1:22: error: '{{x}}' cannot stand inside <style>"),
            ("{{content}}<script>{{x}}</script>", ":1:20: error: '{{x}}' cannot stand inside <script>"),
            ("{{content}}<!-- {{x}} -->", ":1:17: error: '{{x}}' cannot stand in a comment of HTML"),
            ("{{content}}<a href=\"{{subject}}\">", ":1:21: error: '{{subject}}' is not an address"),
            (
                "{{content}}{{#a}}<p class=\"{{/a}}x\">",
                ":1:12: error: '{{#a}}' opens in one part of the HTML and closes in another, "
                    + "at templates/layouts/default.html:1:28; keep both in text, or in one attribute's value"
            ),
            (
                "{{content}}<p class=\"{{#a}}\" title=\"{{/a}}\">",
                ":1:22: error: '{{#a}}' opens in one part of the HTML and closes in "
                    + "another, at templates/layouts/default.html:1:37; keep both in text, or in one attribute's value"
            ),
            (
                "{{content}}<b\u{A0}x=\"{{x}}\">",
                ":1:18: error: '{{x}}' cannot stand inside an element's tag, outside of its attributes' values"
            ),
            (
                "{{content}}<\u{E9} x=\"<b {{x}}\">",
                ":1:21: error: '{{x}}' cannot stand inside an element's tag, outside of its attributes' values"
            ),
            (
                "{{content}}</ x=\"><b {{x}}\">",
                ":1:22: error: '{{x}}' cannot stand inside an element's tag, outside of its attributes' values"
            ),
            (
                "{{content}}<?-- ><b {{x}}-->",
                ":1:21: error: '{{x}}' cannot stand inside an element's tag, outside of its attributes' values"
            ),
            (
                "{{content}}<title><b x=\"</title><i {{x}}\">",
                ":1:36: error: '{{x}}' cannot stand inside an element's tag, outside of its attributes' values"
            ),
            ("{{content}}<!-- --!><style>-->{{x}}</style>", ":1:31: error: '{{x}}' cannot stand inside <style>"),
            ("{{content}}<style></styles x=\"{{x}}\"></style>", ":1:31: error: '{{x}}' cannot stand inside <style>"),
            ("{{content}}<p class=\"", ": error: the layout ends inside a tag, a comment or a <style>"),
            ("{{content}}<!-- ", ": error: the layout ends inside a tag, a comment or a <style>"),
        ])
    func faults(layout: String, problem: String) {
        #expect(Sample.problems(Sample.sources("Hi", layout: layout)) == "templates/layouts/default.html" + problem)
    }
}
