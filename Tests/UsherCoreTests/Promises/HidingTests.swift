import Testing

@testable import UsherCore

/// Ways to keep somebody from seeing the foot of an e-mail. None of them may count as showing it.
@Suite("What may hide the way to say no, and the postal address")
struct HidingTests {
    private static let foot = #"Quay street 1 <a href="/u/no">No more</a>"#

    private static func page(_ foot: String, css: String = "") -> String {
        """
        <!DOCTYPE html><html><head><title>x</title><style>.card{padding:4px}\(css)</style></head><body>
        <table class="card"><tr><td class="pad">Hello\(foot)</td></tr></table></body></html>
        """
    }

    private static func isHidden(_ page: String) -> Bool {
        let html = VisibleHTML(Array(page.utf8))
        return !html.links.contains("/u/no")
    }

    private static func hidesAll(_ page: String) -> Bool {
        let html = VisibleHTML(Array(page.utf8))
        return isHidden(page) && !html.text.contains("Quay")
    }

    @Test("Nothing hides the foot of a plain page")
    func plain() {
        let page = Self.page("<div class=\"foot bar foot:x\" id=\"f\">\(Self.foot)</div>")
        #expect(!Self.isHidden(page))
        #expect(!Self.hidesAll(page))
        #expect(VisibleHTML(Array(page.utf8)).text.contains("Quay"))
    }

    static let inline = [
        "font:0/0 a", "font-size:0.01px", "font-size:1px;line-height:1px;color:#fff;background:#fff",
        "font-size:calc(0px)", "font-size:0%", "font-size:-0", "font-size:+0px", "font-size:.0px", "font-size:0e5px",
        "color:#ffffff;background:#ffffff", "color:#fff;background-color:white", "color:rgba(0,0,0,0)", "color:#0000",
        "color:#11223300", "color:rgb(0 0 0 / 0)", "color:hsla(0,0%,0%,0)", "-webkit-text-fill-color:transparent",
        "color:TRANSPARENT", "clip:rect(0 0 0 0);position:absolute", "clip-path:inset(100%)", "transform:scale(0)",
        "transform:translateX(-9999px)", "zoom:0", "overflow-y:hidden;height:0", "overflow:hidden auto;height:0",
        "overflow:clip;height:0", "max-height:0;overflow-x:hidden", "height:1px;overflow:hidden", "opacity:.001",
        "opacity:0%", "filter:opacity(0)", "filter:alpha(opacity=0)", "display:/**/none", #"dis\70lay:none"#,
        "display:none;display:foo", "content-visibility:hidden", "left:9999px;position:absolute",
        "right:-9999px;position:absolute", "margin:-9999px", "margin-top:-9999px", "margin:0 0 0 -9999px",
        "position:absolute;left:-999px", "position:absolute;left:-100em", "position:absolute;left:-500vw",
        "position:absolute;inset:-9999px", "text-indent:100%;white-space:nowrap;overflow:hidden",
        "text-indent:9999px;overflow:hidden", "position:absolute;top:calc(-9999px)", "visibility:hidden",
        "display:none", "display : none", "DISPLAY:NONE", "all:unset;display:none",
        "display:contents;visibility:collapse", "width:0;overflow:hidden", "max-width:0px;overflow:hidden",
        "mso-hide:all", "scale:0", "translate:-9999px", "position:fixed;top:-9999px", "font-size:0;line-height:0",
        "color:var(--x)", "color:color-mix(in srgb, white, black)", "color:#fefefe", "color:canvas",
        "background:#111;color:#000", "background:url(x.png) #000", "font:inherit;font-size:0.2em", "font-size:4pt",
        "font:400 1px/1 a", "line-height:0", "opacity:0.4", "text-shadow:0 0 0 expression(1)",
        "box-shadow:inset 0 0 0 99px #000", "text-decoration:line-through #000 40px",
        "outline:99px solid;outline-offset:-99px", "-webkit-text-stroke:40px #fff", "z-index:-1;position:relative",
        "font-size-adjust:0", "margin-left:5000px", "padding-left:calc(9999px)",
        "unicode-bidi:bidi-override;direction:rtl", "animation:x 1s", "mask:linear-gradient(#000,#000)",
        "display:table-column", "foo:bar", "color:#fff;color:#fff !ie", "color:rgb(", "width:9999px;text-align:right",
        "pointer-events:none", "font-size:10px;font-size:0 !important", "content:url(x.png)", "background-clip:text",
        "white-space:nowrap;overflow:hidden", "height:20px;overflow:hidden", "text-size-adjust:0%",
        "letter-spacing:-1em", "word-spacing:9999px",
    ]

    @Test("A style of its own, or of what is around it", arguments: inline)
    func inlineStyle(_ style: String) {
        let quoted = style.replacing("\"", with: "&quot;")
        let html = VisibleHTML(Array(Self.page("<div style=\"\(quoted)\">\(Self.foot)</div>").utf8))
        // A link has a colour of its own, and what nobody can click somebody still reads.
        #expect(!html.text.contains("Quay"))
        let link = VisibleHTML(Array(Self.page("<a style=\"\(quoted)\" href=\"/u/no\">No more</a>").utf8))
        #expect(link.links.isEmpty)
    }

    static let sheets = [
        "td div.foot{display:none}", ".card .foot{display:none}", ".pad>.foot{display:none}",
        "div[class]{display:none}", "div:not(.x){display:none}", "a:link{display:none}",
        #"a[href*="/u/"]{display:none}"#, "@media all{.foot{display:none}}", "@media screen{.foot{display:none}}",
        "@media (min-width:1px){.foot{display:none}}", "@supports (display:block){.foot{display:none}}",
        ".foot *{display:none}", "*{font-size:0}", ".foot.bar{display:none}", ".foot{font:0/0 a}",
        #".foot{d\69splay:none}"#, #".foot\:x{display:none}"#, "div{display:none}", "DIV.foot{display:none}",
        ".foot{display:none!important}", ".foot{display:none !important}.foot{display:block}",
        ".foot{content-visibility:hidden}", "<!-- .foot{display:none} -->", ".a{}.foot{display:none}",
        "body>*{display:none}", ".foot, .bar{display:none}", #"@import "x.css";.foot{display:none}"#,
        #"@charset "utf-8"; .foot{display:none}"#, "@layer a{.foot{display:none}}",
        "@namespace x url(y);.foot{display:none}", ".foot{color:red;&{display:none}}", "[class=foot]{display:none}",
        "#f{display:none}", "div#f.foot{display:none}", ":is(.foot){display:none}", ".foot{ } .foot  {display:none}",
        ".foot{display:none;", ".foot:nth-child(n){display:none}", ".foot/**/.bar{display:none}",
        ".FOOT{display:none}", #"@import "https://evil.example/x.css";"#,
        "@import url(https://fonts.googleapis.com.evil.example/x);", ".x{color:red} } .foot{color:#000}",
        ".x{color:rgb(0} .y{}",
        #"""
        .x{content:"
        "}
        """#,
        "/* .x{}", ".foot{@media all{display:none}}", "html{display:none}", "body{visibility:hidden}",
        "tbody{display:none}", "tr{display:none}", "table{display:none}", #".fo\6f t{display:none}"#,
        #".fo\6ft{display:none}"#, "u + .foot{display:none}", "i ~ .foot{display:none}",
        ".foot::first-line{font-size:0}", #"[class~="foot"]{display:none}"#,
        #"[class="FOOT bar foot:x"]{display:none}"#, "*|div{display:none}", ".foot{color:#fff}",
        "@media (prefers-color-scheme:dark){.foot{background:#000}}",
        "@media (prefers-color-scheme:dark){.foot{color:#fff}}",
        "@media (prefers-color-scheme:dark), screen{.foot{color:#fff}}",
        "@media not (prefers-color-scheme:dark){.foot{color:#fff}}",
        ".foot{color:#000!important}:foo,.bar{color:#fff!important}",
        "@media screen{.foot{color:#777}}@media all{.foot{background:#777}}",
        "html{font-size:1px}.foot{font-size:1rem}", "@foo{.foot{display:none}}", "foo;.foot{display:none}",
        "@media print{.foot{display:none}}", "@keyframes x{from{opacity:0}}.foot{animation:x}",
        "a{font-size:0}a:hover{font-size:16px}.foot{display:none}", ".foot{color:#FFF;color:#fff}",
        "@font-face{font-family:x}.foot{opacity:0}",
    ]

    @Test("A rule of a style sheet that is or may be for it", arguments: sheets)
    func styleSheet(_ css: String) {
        let html = VisibleHTML(
            Array(Self.page("<div class=\"foot bar foot:x\" id=\"f\">\(Self.foot)</div>", css: css).utf8))
        #expect(html.links.isEmpty || !html.text.contains("Quay"))
    }

    static let elements: [(before: String, after: String)] = [
        ("<details><summary>x</summary>", "</details>"), ("<dialog>", "</dialog>"), ("<noscript>", "</noscript>"),
        ("<iframe>", "</iframe>"), ("<object data=\"x\">", "</object>"), ("<video>", "</video>"),
        ("<audio>", "</audio>"), ("<textarea>", "</textarea>"), ("<noframes>", "</noframes>"), ("<xmp>", "</xmp>"),
        ("<math>", "</math>"), ("<progress>", "</progress>"), ("<meter>", "</meter>"),
        ("<select><option>", "</select>"), ("<!-- ", "-->"), ("<!--[if mso]>", "<![endif]-->"),
        ("<!--[if !mso]>", "<![endif]-->"), ("<? ", "?>"), ("<!x ", ">"), ("<template>", "</template>"),
        ("<div hidden>", "</div>"), ("<div hidden=\"until-found\">", "</div>"),
        ("<div aria-hidden=\"true\">", "</div>"), ("<div inert>", "</div>"), ("<div popover>", "</div>"),
        ("<font color=\"#ffffff\">", "</font>"), ("<font color=\"snow\">", "</font>"),
        ("<font color=\"blurple\">", "</font>"), ("<font size=\"0\">", "</font>"),
        ("<table height=\"0\" style=\"overflow:hidden\"><tr height=0><td height=0>", "</td></tr></table>"),
        ("<table bgcolor=\"#000\"><tr><td>", "</table>"), ("<marquee>", "</marquee>"), ("<head>", "</head>"),
        ("<title>", "</title>"), ("<plaintext>", ""), ("<plaintext></plaintext>", ""), ("<!--", ""),
        ("<script>", "</script>"), ("<script><!--<script></script>", "--></script>"), ("<style>", "</style>"),
        ("<style></stylex>", "</style>"), ("<svg>", "</svg>"), ("<bdo dir=rtl>", "</bdo>"),
        ("<frameset>", "</frameset>"), ("<map name=x>", "</map>"), ("<ruby><rp>", "</rp></ruby>"),
        ("<table><colgroup>", "</colgroup></table>"), ("<unknown>", "</unknown>"), ("</ ", ">"),
        ("<!-- --!>", "<!-- -->"), ("<div class=\"f&#111ot\">", "</div>"), ("<div data-ogsc>", "</div>"),
        ("<link rel=stylesheet href=\"https://evil.example/x.css\">", ""),
        // Tags that overlap.
        ("<div style=\"display:none\"><table><tr><td></div>", "</td></tr></table></div>"),
        ("<p><b style=\"display:none\"></p>", "</b>"), ("<font><p style=\"display:none\"></font>", "</p>"),
        ("<p style=\"display:none\"><table><tr><td>", "</table>"),
        ("<p><b style=\"display:none\"><div>", "</div>"),
        (String(repeating: "<div style=\"opacity:0.9\">", count: 8), ""),
        (String(repeating: "<small>", count: 8), ""),
    ]

    @Test("An element or an attribute around it", arguments: elements.indices)
    func element(_ index: Int) {
        let (before, after) = Self.elements[index]
        let html = VisibleHTML(Array(Self.page(before + Self.foot + after).utf8))
        #expect(!html.text.contains("Quay") || html.links.isEmpty, "\(before)")
    }

    @Test("A style sheet that only some readers obey, in Outlook's comments")
    func conditionalSheet() {
        let html = "<!--[if mso]><style>.foot{display:none}</style><![endif]--><p class=\"foot\">\(Self.foot)</p>"
        #expect(VisibleHTML(Array(html.utf8)).links.isEmpty)
    }

    static let links = [
        #"<a href="/u/no">.</a>"#, #"<a href="/u/no"></a>"#, #"<a href="/u/no">&zwnj;</a>"#,
        #"<a href="/u/no"><img width="1" height="1" src="x.png" alt="No"></a>"#, #"<a href="/u/no"><img></a>"#,
        #"<a href="/u/no"><img src="x.png"></a>"#, #"<a href="/u/no"><img alt="No"></a>"#,
        #"<a href="/u/no"><img src="x.png" alt="&#8203;"></a>"#,
        #"<a href="/u/no"><img style="width:0;height:0" src="x.png" alt="No"></a>"#,
        #"<a href="/u/no"><img width="0" height="0" src="x.png" alt="No"></a>"#,
        #"<a href="/u/no"><img style="display:none" src="x.png" alt="No"></a>"#,
        #"<a href="/u/no">&#8203;</a>"#, #"<a href="/u/no">&#8203</a>"#, #"<a href="/u/no">&ZeroWidthSpace;</a>"#,
        #"<a href="/u/no">&#12644;</a>"#, #"<a href="/u/no">&#65440;</a>"#, #"<a href="/u/no">&#4447;&#4448;</a>"#,
        #"<a href="/u/no">&#10240;</a>"#, #"<a href="/u/no">&nbsp;</a>"#, #"<a href="/u/no">&#847;</a>"#,
        #"<a href="/u/no">&shy;</a>"#, #"<a style="pointer-events:none" href="/u/no">No</a>"#,
        #"<a href="/u/no"><a href="/other">No</a></a>"#, #"<a href="/other" href="/u/no">No</a>"#,
        #"<map><area href="/u/no"></map>"#, #"<a href="/u/no"><wbr></a>"#, #"<svg><a href="/u/no">x</a></svg>"#,
        #"<base href="https://evil.example/"><a href="/u/no">x</a>"#, #"<p><a href="/u/no"><p></a>Hello</p>"#,
        #"<a href="/u/no" style="color:#fff">No</a>"#, #"<a href="/u/no"><span style="color:#fff">No</span></a>"#,
    ]

    @Test("A link that has nothing to click", arguments: links)
    func link(_ link: String) { #expect(Self.isHidden(Self.page(link))) }
}
