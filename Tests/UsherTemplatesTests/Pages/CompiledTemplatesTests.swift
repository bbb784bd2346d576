import Testing
import TestSupport
import UsherCore

@testable import UsherTemplates

@Suite("Templates that were compiled lately")
struct CompiledTemplatesTests {
    private static func page(_ body: String) -> PageSources {
        PageSources(
            template: SourceFile(path: "templates/pages/a.html", text: "---\ntitle: x\n---\n\(body)"),
            layout: SourceFile(path: "templates/layouts/page.html", text: "<title>{{title}}</title>{{content}}"),
            language: "en")
    }

    @Test("are kept by what they were made from, and are what a compiler makes")
    func kept() throws {
        let templates = CompiledTemplates()
        let sources = Sample.sources("Hi {{contact.name}}")
        for _ in 0..<3 {
            let message = try templates.message(sources).compiled
            let values = TemplateValue(dotted: ["contact.name": .text("Ada")])
            #expect(try message.render(values).text == CompiledMessage.compile(sources).render(values).text)
            _ = try templates.page(Self.page("x"))
        }
        #expect(templates.count == 2)
        _ = try templates.message(Sample.sources("Hi"))
        _ = try templates.page(Self.page("y"))
        #expect(templates.count == 4)
    }

    @Test("are held against the names that exist, however well they are known")
    func names() throws {
        let templates = CompiledTemplates()
        let sources = Sample.sources("Hi {{contact.nmae}}")
        _ = try templates.message(sources)
        #expect(throws: Problems.self) { try templates.message(sources, for: Vocabulary([:])) }
        #expect(throws: Problems.self) { try CompiledTemplates().message(sources, for: Vocabulary([:])) }
    }

    @Test("are not kept where something is wrong with them")
    func wrong() {
        let templates = CompiledTemplates()
        for _ in 0..<2 {
            #expect(throws: Problems.self) { try templates.message(Sample.sources("{{#open}}")) }
            #expect(throws: Problems.self) { try templates.page(Self.page("<script>x</script>")) }
        }
        #expect(templates.count == 0)
    }

    @Test("are let go of, those first that nobody has asked for lately")
    func bound() throws {
        let templates = CompiledTemplates(limit: 3)
        let steady = Self.page("steady")
        for number in 0..<20 {
            _ = try templates.page(Self.page("\(number)"))
            _ = try templates.page(steady)
            #expect(templates.count <= 6)
        }
        let count = templates.count
        _ = try templates.page(steady)
        #expect(templates.count == count)
    }
}
