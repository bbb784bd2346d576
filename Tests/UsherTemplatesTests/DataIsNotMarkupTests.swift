import Testing
import TestSupport
import UsherCore
import UsherTemplates

@Suite("Data never becomes markup")
struct DataIsNotMarkupTests {
    private static let body = """
        # {{a}}

        Text {{a}} **{{b}}** `{{a}}` [{{b}}](https://x.example/{{a}}?q={{b}} "{{a}}") ![{{a}}](https://x.example/{{b}})

        {{#list}}
        - {{.}}
        {{/list}}

            code {{b}}

        [{{a}}](https://x.example/{{b}} "button")
        """

    private static let layout = """
        <html lang="en"><title>{{subject}}</title><body data-x='{{a}}' \
        title="{{b}}">{{#preheader}}<i>{{preheader}}</i>{{/preheader}}
        <a href="{{url}}">{{a}}</a>{{content}}<a \
        href='mailto:x@y.example?subject={{b}}&amp;body={{subject}}'>{{url}}</a></body></html>
        """

    @Test("Elements, attributes and addresses stay the author's, whatever the values are")
    func markup() throws {
        let message = try CompiledMessage.compile(
            Sample.sources(
                Self.body, subject: "'Hi {{plain}}'", preheader: "'{{b}} <x>'", layout: Self.layout))
        let expected = Self.skeleton(
            Sample.Output(try message.render(Self.values("x", "y", "https://z.example", "s"))).html)
        #expect(expected.count == 37)
        var random = SeededGenerator(seed: 79)
        for _ in 0..<1500 {
            let url = "https://z.example/" + NastyText.make(&random)
            let plain = NastyText.make(&random).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
            let output = Sample.Output(
                try message.render(
                    Self.values(
                        NastyText.make(&random), NastyText.make(&random), url,
                        "s" + String(String.UnicodeScalarView(plain)))))
            try #require(Self.skeleton(output.html) == expected)
        }
    }

    private static func values(_ a: String, _ b: String, _ url: String, _ plain: String) -> TemplateValue {
        .object([
            "a": .text(a), "b": .text(b), "url": .text(url), "plain": .text(plain),
            "list": .list([.text(a), .text(b)]),
        ])
    }

    /// An independent and simple reading of HTML: each tag's name and the names of its attributes; of addresses, the
    /// scheme and host.
    private static func skeleton(_ html: String) -> [String] {
        html.unicodeScalars.split(separator: "<", omittingEmptySubsequences: false).dropFirst().map { part in
            var skeleton = ""
            var quote: Unicode.Scalar?
            var value = ""
            for scalar in part.prefix(while: { $0 != ">" }) {
                if scalar == quote {
                    quote = nil
                    if skeleton.hasSuffix("href=") || skeleton.hasSuffix("src=") {
                        skeleton += value.prefix { $0 != "/" && $0 != "?" }
                        if value.contains("://") { skeleton += value.split(separator: "/")[1] }
                    }
                } else if quote != nil {
                    value.unicodeScalars.append(scalar)
                } else if scalar == "\"" || scalar == "'" {
                    quote = scalar
                    value = ""
                } else {
                    skeleton.unicodeScalars.append(scalar)
                }
            }
            return quote == nil ? skeleton : skeleton + " unclosed"
        }
    }
}
