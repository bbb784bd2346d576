import Testing

@testable import UsherCore

@Suite("What somebody sees of an e-mail's HTML")
struct VisibleHTMLTests {
    /// Whether the word `post` and the link `/no` are seen.
    struct Case: Sendable, CustomTestStringConvertible {
        let html: String
        let words: Bool
        let link: Bool

        init(_ html: String, words: Bool = true, link: Bool = true) {
            (self.html, self.words, self.link) = (html, words, link)
        }

        var testDescription: String { html }
    }

    private static let both = #"post <a href="/no">x</a>"#

    static let cases: [Case] = [
        Case("<p>\(both)</p>"),
        Case("<p>\(both)"),
        Case("<!DOCTYPE html><html><head><title>x</title></head><body>\(both)</body></html>"),
        Case("<html><head><title>x</title><body>\(both)"),
        Case("<!-- \(both) -->", words: false, link: false),
        Case("<!--[if mso]>\(both)<![endif]-->", words: false, link: false),
        Case("<![if !mso]>\(both)<![endif]>"),
        Case("<!-->\(both)"),
        Case("<!-- \(both)", words: false, link: false),
        Case("<div style=\"display:none\">\(both)</div>", words: false, link: false),
        Case("<div style='color:red; DISPLAY : none !important'>\(both)</div>", words: false, link: false),
        Case("<div style=display:none>\(both)</div>", words: false, link: false),
        Case("<div style=\"display:none\"><p><b>\(both)</b></p></div>", words: false, link: false),
        Case("<div style=\"display:none\">a</div>\(both)"),
        Case("<div style=\"display:none\"><br><img src=x>a</div>\(both)"),
        Case("<p style=\"display:none\">a<p>\(both)"),
        Case("<div hidden>\(both)</div>", words: false, link: false),
        Case("<div style=\"visibility:hidden\">\(both)</div>", words: false, link: false),
        // What may hide hides, also where something in it takes it back.
        Case(
            "<div style=\"visibility:hidden\"><p style=\"visibility:visible\">\(both)</p></div>", words: false,
            link: false),
        Case("<div style=\"font-size:0\">\(both)</div>", words: false, link: false),
        Case("<td style=\"font-size:0px\"><p style=\"font-size:14px\">\(both)</p></td>"),
        Case("<div style=\"opacity:0.0\">\(both)</div>", words: false, link: false),
        Case("<div style=\"opacity:0.8\">\(both)</div>"),
        Case("<div style=\"opacity:0.8; max-height:0\">\(both)</div>", words: false, link: false),
        Case("<div style=\"max-height:0; overflow:hidden\">\(both)</div>", words: false, link: false),
        Case("<div style=\"color:transparent\">\(both)</div>", words: false, link: false),
        Case("<div style=\"text-indent:-9999px\">\(both)</div>", words: false, link: false),
        Case("<template>\(both)</template>", words: false, link: false),
        Case("<title>\(both)</title>", words: false, link: false),
        Case("<style>\(both)</style>", words: false, link: false),
        Case("<script>\"</scrip>\(both)\"</script>", words: false, link: false),
        Case("<style>.x { display: none }</style><div class=\"a x\">\(both)</div>", words: false, link: false),
        Case("<div class=\"x\">\(both)</div><style>a, div.x{visibility:hidden}</style>", words: false, link: false),
        Case("<style>#x{display:none}</style><div id=x>\(both)</div>", words: false, link: false),
        Case("<style>/* .x{display:none} */</style><div class=\"x\">\(both)</div>"),
        Case(
            "<style>@media (max-width:480px){.x{display:none}} .y{color:red}</style><div class=\"x\">\(both)</div>",
            words: false, link: false),
        Case(
            "<style>.x{display:none}</style><div class=\"x\" style=\"display:block\">\(both)</div>", words: false,
            link: false),
        Case("<style>.y .x{display:none} b:hover{display:none}</style><p class=\"x\">\(both)</p>"),
        Case("<style>p:hover{display:none}</style><p class=\"x\">\(both)</p>", words: false, link: false),
        Case("post <a href=\"/no\"></a>", link: false),
        Case("post <a href=\"/no\"> &nbsp; </a>", link: false),
        Case("post <a href=\"/no\"><span style=\"display:none\">x</span></a>", link: false),
        Case("post <a href=\"/no\" style=\"display:none\">x</a>", link: false),
        Case("post <a href=\"/no\"><img src=x alt=no></a>"),
        Case("post <a class=y title='>' href='/no'>x</a>"),
        Case("post <A HREF = /no>x</A>"),
        Case("post <a href=\"/&#110;o\">x</a>"),
        Case(
            "post <link href=\"/no\"><area href=\"/no\"><!-- <a href=\"/no\">x</a> --> <a name=\"/no\">x</a>",
            link: false),
        Case("1 < 2 \(both) <3"),
        Case("<p>post</p><a href=\"/no\">x"),
        Case("", words: false, link: false),
        Case("<", words: false, link: false),
        Case("<a", words: false, link: false),
        Case("<style>", words: false, link: false),
    ]

    @Test("Hidden is not seen, and what merely looks odd is", arguments: cases)
    func seen(_ one: Case) {
        let html = VisibleHTML(Array(one.html.utf8))
        #expect(html.text.contains("post") == one.words)
        #expect(html.links.contains("/no") == one.link)
    }

    @Test("Words keep apart what stands in two blocks, and together what stands in one")
    func words() {
        let html = VisibleHTML(Array("<p>a<br>b<b>c</b>d</p><p>&uuml;&#8203;&amp;&nix;&#x41;</p>".utf8))
        #expect(html.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") == "a bcd ü\u{200B}&&nix;A")
    }
}
