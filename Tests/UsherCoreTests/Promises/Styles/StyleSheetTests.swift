import Testing

@testable import UsherCore

@Suite("Rules of style sheets")
struct StyleSheetTests {
    private static func sheet(_ css: String) -> StyleSheet {
        var sheet = StyleSheet()
        sheet.read(Array(css.utf8), isSure: true)
        return sheet
    }

    private static func entries(_ css: String, _ name: String, _ attributes: [String: String]) -> [StyleSheet.Entry] {
        sheet(css).entries(for: ElementNames(name, attributes))
    }

    @Test("are found by the last part of their selector, and surely only where that is plain")
    func selectors() {
        let foot = ["class": "foot Bar a:b", "id": "f", "href": "/u/no"]
        let cases: [(selector: String, fit: StyleSelector.Fit)] = [
            ("div", .surely), ("DIV", .surely), ("p", .no), (".foot", .surely), (".bar", .perhaps), (".Bar", .surely),
            ("#f", .surely), ("#F", .perhaps), ("#g", .no), ("div#f.foot", .surely), ("p.foot", .no), ("*", .surely),
            (".x", .no), (".foot.x", .no), ("[href]", .perhaps), ("[x]", .no), ("[href*=u]", .perhaps),
            ("[href^='/u']", .perhaps), ("[href$=no]", .perhaps), ("[href$=yes]", .no), ("[href='/u/no' i]", .perhaps),
            ("div:hover", .perhaps), ("p:hover", .no), (":is(.x)", .perhaps), ("div:not(.foot)", .perhaps),
            ("div::before", .perhaps), (#".a\:b"#, .surely), (#".f\6f ot"#, .surely), (#".f\00006fot"#, .surely),
            ("&", .perhaps), ("50%", .perhaps), ("div,", .perhaps), ("*|div", .perhaps), ("div/**/.foot", .perhaps),
        ]
        for one in cases {
            let names = ElementNames("div", foot)
            let entries = Self.entries("\(one.selector){color:red}", "div", foot)
            let fits = entries.compactMap { entry -> StyleSelector.Fit? in
                guard let last = entry.selector.compounds.last else { return nil }
                let fit = names.fit(last)
                return fit == .surely && !entry.isSure ? .perhaps : fit
            }
            #expect((fits.first { $0 != .no } ?? .no) == one.fit, "\(one.selector)")
        }
    }

    @Test("in the dark are those that stand in its block, and nowhere else")
    func dark() {
        let cases: [(css: String, isDark: Bool, isSure: Bool)] = [
            ("a{color:red}", false, true), ("@media (prefers-color-scheme: dark){a{color:red}}", true, true),
            ("@media screen and (prefers-color-scheme:dark){a{color:red}}", true, true),
            ("@media (prefers-color-scheme:dark) and (max-width:9px){a{color:red}}", true, false),
            ("@media (prefers-color-scheme:dark),screen{a{color:red}}", false, false),
            ("@media not all and (prefers-color-scheme:dark){a{color:red}}", false, false),
            ("@media (prefers-color-scheme:dark){@media screen{a{color:red}}}", true, false),
            ("@media screen{a{color:red}}", false, false), ("[data-ogsc] a{color:red}", true, true),
            ("@layer x{a{color:red}}", false, false), ("a{&{color:red}}", false, false),
            ("a{@media all{color:red}}", false, false), ("a,:x{color:red}", false, false),
        ]
        for one in cases {
            let entries = Self.entries(one.css, "a", [:])
            #expect(entries.first?.isDark == one.isDark && entries.first?.isSure == one.isSure, "\(one.css)")
        }
    }

    @Test("are for no element in blocks for fonts and pages")
    func ignored() {
        for css in [
            "@font-face{src:url(x)}", "@page{margin:0}", "@keyframes x{from{top:0}}", "@-ms-viewport{width:1px}",
        ] {
            #expect(Self.sheet(css).isEmpty && Self.sheet(css).unreadable == nil, "\(css)")
        }
    }

    @Test("cannot be judged where readers differ, or the text is elsewhere")
    func unreadable() {
        for css in [
            "}", "a{color:red}}", "a;b{}", "a{b:(}", "a)b{}", "a{b:\"x\n\"}", "'", "/*", "@import 'x'", "@x y;",
        ] {
            #expect(Self.sheet(css).unreadable != nil, "\(css)")
        }
        for css in [
            "", "<!-- a{} -->", "@charset \"utf-8\";",
            "@import url(https://fonts.googleapis.com/css?family=A:400;700);",
            "@import 'https://fonts.bunny.net/css';", "a{content:\"}\"}", "a{b:url(x;y{)}", "@layer a, b;", "a{b:c;",
        ] {
            #expect(Self.sheet(css).unreadable == nil, "\(css)")
        }
    }

    @Test("keep their declarations apart at what stands outside of strings and brackets")
    func declarations() {
        let declarations = StyleDeclaration.attribute(
            Array("color:red !IMPORTANT; font-family:'a;b';;x;background:url(a;b) #fff;margin: /* x */ 0".utf8))
        #expect(
            declarations?.map(\.effect) == [
                .ink(.color(StyleColor(red: 1, green: 0, blue: 0))), .harmless, .ground(.color(.white)), .harmless,
            ])
        #expect(declarations?.map(\.isImportant) == [true, false, false, false])
        for broken in ["a:(", "a:)", "a{b", "a:'", "a:/*"] {
            #expect(StyleDeclaration.attribute(Array(broken.utf8)) == nil, "\(broken)")
        }
    }
}
