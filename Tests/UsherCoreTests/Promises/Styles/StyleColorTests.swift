import Testing

@testable import UsherCore

@Suite("Colours of style sheets")
struct StyleColorTests {
    @Test("are read in every way that is known, and in no other")
    func read() {
        let cases: [(text: String, written: String?, alpha: Double)] = [
            ("#1f5868", "#1f5868", 1), ("#fff", "#ffffff", 1), ("#0008", "#000000", 8.0 / 15),
            ("#11223300", "#112233", 0), ("white", "#ffffff", 1), ("rebeccapurple", "#663399", 1),
            ("transparent", "#000000", 0), ("rgb(1,2,3)", "#010203", 1), ("rgba(255, 0, 0, .5)", "#ff0000", 0.5),
            ("rgb(0 0 255 / 50%)", "#0000ff", 0.5), ("rgb(100%, 0%, 0%)", "#ff0000", 1),
            ("rgb(300,-1,0)", "#ff0000", 1), ("hsl(120, 100%, 25%)", "#008000", 1),
            ("hsla(0,0%,0%,0)", "#000000", 0), ("hsl(-120deg 100% 50%)", "#0000ff", 1),
            ("", nil, 1), ("#", nil, 1), ("#ff", nil, 1), ("#+fff", nil, 1), ("#ggg", nil, 1), ("fff", nil, 1),
            ("rgb(1,2)", nil, 1), ("rgb(1,2,3", nil, 1), ("rgb(none 0 0)", nil, 1), ("rgb(1px,2,3)", nil, 1),
            ("hsl(1,2,3)", nil, 1), ("lab(1 2 3)", nil, 1), ("var(--x)", nil, 1), ("canvas", nil, 1),
        ]
        for one in cases {
            let color = StyleColor.read(one.text)
            #expect(color?.written == one.written, "\(one.text)")
            if let color { #expect(abs(color.alpha - one.alpha) < 0.001, "\(one.text)") }
        }
        #expect(StyleColor.names.count == 148)
    }

    @Test("of attributes have six digits without a sign, too")
    func attributes() {
        for text in ["ff0000", "#FF0000", "#f00", "Red"] {
            #expect(StyleColor.read(attribute: text)?.written == "#ff0000", "\(text)")
        }
        for text in ["", "f00", "transparent", "rgb(255,0,0)", "#ff000080", "chucknorris"] {
            #expect(StyleColor.read(attribute: text) == nil, "\(text)")
        }
    }

    @Test("have the contrast that WCAG says")
    func contrast() {
        func ratio(_ one: String, _ two: String) -> Double {
            guard let one = StyleColor.read(one), let two = StyleColor.read(two) else { return 0 }
            return one.over(two).contrast(to: two)
        }
        for (one, two, expected) in [
            ("#000", "#fff", 21.0), ("#fff", "#fff", 1), ("#777", "#fff", 4.48), ("#fff", "#00f", 8.59),
            ("rgba(0,0,0,.5)", "#fff", 3.95),
        ] {
            #expect(abs(ratio(one, two) - expected) < 0.1, "\(one) \(two) \(ratio(one, two))")
        }
    }
}
