import Testing

@testable import UsherCore

@Suite("What stands in HTML")
struct HTMLInventoryTests {
    private func inventory(_ html: String) -> HTMLInventory { HTMLInventory(Array(html.utf8)) }

    @Test("pictures with and without words, links once, elements; not what a comment says")
    func parts() {
        let found = inventory(
            """
            <IMG src='a.png' alt="A boat"><img src=b.png alt=""><img src="c.png"><img>
            <a href="https://a.example/?x=1&amp;y=2">A</a><a href="https://a.example/?x=1&amp;y=2">B</a><a>C</a>
            <!-- <video></video><img src="d.png"> --><!--[if mso]><form></form><![endif]--><svg></svg>
            """)
        #expect(
            found.pictures == [
                .init(source: "a.png", alt: "A boat"), .init(source: "b.png", alt: ""),
                .init(source: "c.png", alt: nil), .init(source: "", alt: nil),
            ])
        #expect(found.links == ["https://a.example/?x=1&y=2"])
        #expect(found.elements == ["img", "a", "svg"])
    }

    @Test("declarations of attributes and sheets, and the rules around them")
    func style() {
        let found = inventory(
            """
            <style>
            /* float: left; */
            .a:hover { Display : FLEX ; color: red !important }
            @media (max-width: 480px) { .b { position:absolute } }
            @font-face { font-family: X; src: url(x.woff) }
            </style>
            <p style="background: url(&quot;x.png&quot;) no-repeat; --own: 1"><p style="">
            """)
        func has(_ property: String, _ value: String) -> Bool {
            found.declarations.contains(.init(property, value))
        }
        #expect(has("color", "red !important") && has("position", "absolute") && has("--own", "1"))
        #expect(has("background", "url(\"x.png\") no-repeat"))
        #expect(has("display", "flex"))
        #expect(!found.declarations.contains { $0.property == "float" })
        #expect(found.rules == ["media", "font-face"])
    }

    static let odd: [String] = [
        "", "<", "<style>", "<style>/*", "<p style='a:'>", "<p style=':b'>", "<style>{}{;:;}</style>",
    ]

    @Test("whatever it is, it is read", arguments: odd)
    func reads(_ html: String) { _ = inventory(html) }
}
