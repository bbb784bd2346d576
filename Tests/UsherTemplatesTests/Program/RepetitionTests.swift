import Testing
import UsherCore
import UsherTemplates

@Suite("Sections inside each other")
struct RepetitionTests {
    @Test("A list that repeats itself beyond measure is refused where it does, and soon", arguments: ["", "{{.}}"])
    func repetition(content: String) throws {
        let body = "x " + String(repeating: "{{#l}}", count: 40) + content + String(repeating: "{{/l}}", count: 40)
        let failure = try Sample.failure(Sample.sources(body), ["l": .list([.text("a"), .text("b")])])
        #expect(failure.hasPrefix("templates/a.md:4:"))
        #expect(failure.contains("'{{#l}}' repeats too much"))
    }

    @Test("Ten thousand items are no more than somebody may have")
    func manyItems() throws {
        let items = TemplateValue.list((0..<10_000).map { .text("\($0)") })
        let text = try Sample.render("{{#l}}\n- {{.}}\n{{/l}}", ["l": items]).text
        #expect(text.split(separator: "\n").count == 10_000)
    }
}
