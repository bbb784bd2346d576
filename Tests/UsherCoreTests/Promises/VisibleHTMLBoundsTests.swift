import Testing
import TestSupport

@testable import UsherCore

@Suite("HTML of any octets, and of any depth")
struct VisibleHTMLBoundsTests {
    private static let parts = [
        "<", ">", "</", "<!--", "-->", "<style>", "</style>", "{", "}", ";", ":", "@media", "(", ")", "[", "]", "\"",
        "'", "\\", "/*", "*/", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<table>", "<tr>", "<td>",
        "</table>",
        "<div class=a style='color:", "#fff", "0", "px", " ", ",", ".a", "!important", "url(", "&#", "é", "\u{0}",
        "<!--[if mso]>", "color:red", "font:", "hsl(", "rgb(", "1e", "-", "+", "%", "=", "<li>", "<h1>", "</h2>",
    ]

    @Test("Whatever stands there, it is read to its end")
    func random() {
        var random = SeededGenerator(seed: 20_261_129)
        for round in 0..<300 {
            let count = Int.random(in: 0..<(round % 50 == 0 ? 8000 : 200), using: &random)
            var octets: [UInt8] = []
            for _ in 0..<count {
                if Int.random(in: 0..<4, using: &random) == 0 {
                    octets.append(UInt8.random(in: 0...255, using: &random))
                } else {
                    octets += Array((Self.parts.randomElement(using: &random) ?? "").utf8)
                }
            }
            let html = VisibleHTML(octets)
            #expect(html.text.utf8.count <= 4 * octets.count + 1)
        }
    }

    /// 64 KB each.
    static let deep: [(before: String, part: String)] = [
        ("", "<div>"), ("", "<p>"), ("", "<b>"), ("", "<li>"), ("", "<table>"), ("", "<td>"), ("", "<a href=x>y"),
        ("", "<i><p>"), ("", "<i><p></i>"), ("", "<font color=red><div></font>"), ("", "<table><tr><td></i>"),
        ("<style>", ".a{"), ("<style>", "@media x{"), ("<style>", "a{color:red}"), ("<style>", "a,"),
        ("<style>", "a "), ("<style>", ".a.b:c[d]>"), ("<style>", "("), ("<style>", "/*"), ("<style>", "a{b:("),
        ("", "</"), ("", "<!--"), ("", "&"), ("", "<style></"), ("", "<script><!--</script>"), ("", "<a b='"),
        ("", "<style>a{"), ("", "<!--[if x]>"), ("<p style='", "color:red;"), ("<p style='", "margin:("),
        ("<p class='", "a b c "), ("<font", " a=b"),
    ]

    @Test("Its work has a bound, however it is nested", arguments: deep.indices)
    func nested(_ index: Int) {
        let (before, part) = Self.deep[index]
        let octets = Array((before + String(repeating: part, count: 65_536 / part.utf8.count)).utf8)
        _ = VisibleHTML(octets)
    }

    @Test("Half of it rules and half of it elements for them: what is over the bound is not judged")
    func rules() {
        for (rule, element) in [
            ("a{color:red}", "<a>"), (".a .a .a{color:red}", "<div class=a>"), ("x *{top:0}", "<div>"),
            ("div{color:red;color:red;color:red;color:red}", "<div>"), ("b .a .a{color:red}", "<i class=a>"),
        ] {
            let sheet = String(repeating: rule, count: 32_768 / rule.utf8.count)
            let body = String(repeating: element, count: 32_768 / element.utf8.count)
            let html = VisibleHTML(Array("<style>\(sheet)</style>\(body)word".utf8))
            #expect(!html.text.contains("word"))
        }
    }

    @Test("A long message with many rules is judged whole")
    func long() {
        let sheet = (0..<150).map { ".c\($0) td{color:#333} td.d\($0){padding:4px} a{color:#555}" }.joined()
        let row = "<table><tr><td class=\"c1\" style=\"padding:4px\"><p>Word</p><a href=\"/x\">x</a></td></tr></table>"
        let body = String(repeating: row, count: 300)
        let html = VisibleHTML(Array("<style>\(sheet)</style>\(body)<a href=\"/no\">last</a>".utf8))
        #expect(html.links.contains("/no"))
    }
}
