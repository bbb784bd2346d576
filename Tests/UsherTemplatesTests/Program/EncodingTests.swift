import Testing
import TestSupport
import UsherCore
import UsherTemplates

@Suite("What goes out")
struct EncodingTests {
    @Test("Fixed text is encoded once, with a soft line break at each seam, and both sides of a seam start a line")
    func seams() throws {
        let message = try CompiledMessage.compile(
            Sample.sources("From {{a}}.From {{a}}\n\nx = {{a}}", layout: "{{content}}")
        ).render(.object(["a": .text(".é\r\nFrom b\rc\n")]))
        #expect(
            String(decoding: message.text, as: UTF8.self)
                == "=46rom =\r\n=2E=C3=A9\r\n=46rom b\r\nc\r\n=2EFrom =\r\n=2E=C3=A9\r\n=46rom b\r\nc\r\n"
                + "\r\n\r\nx =3D =\r\n=2E=C3=A9\r\n=46rom b\r\nc\r\n\r\n")
    }

    @Test("Whatever the values: the rules of quoted-printable hold, and what is decoded is text with the values in it")
    func anyValues() throws {
        let words = String(repeating: "word ", count: 40)
        let message = try CompiledMessage.compile(
            Sample.sources(
                "{{a}}\n\n> {{b}}{{#c}} ({{.}}){{/c}} .{{a}} From {{b}}\n\n" + String(repeating: "word ", count: 40)
                    + "{{a}}",
                layout: "<p>\n.{{b}}\n</p>{{content}}"))
        var random = SeededGenerator(seed: 76)
        for _ in 0..<1500 {
            let a = NastyText.make(&random)
            let b = NastyText.make(&random)
            let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in NastyText.make(&random) }
            let rendered = try message.render(
                .object(["a": .text(a), "b": .text(b), "c": .list(items.map { .text($0) })]))
            try #require(QuotedPrintableRules.broken(by: rendered.text) == nil)
            try #require(QuotedPrintableRules.broken(by: rendered.html) == nil)
            let expected =
                [a, "\n\n> ", b] + items.flatMap { [" (", $0, ")"] } + [" .", a, " From ", b, "\n\n", words, a, "\n"]
            try #require(Sample.Output(rendered).text.utf8.elementsEqual(expected.map(NastyText.withLF).joined().utf8))
        }
    }
}
