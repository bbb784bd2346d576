import Testing
import UsherCore
import UsherTemplates

@Suite("Everything that is wrong with a message")
struct EveryProblemTests {
    private static let vocabulary = Vocabulary(
        [
            "contact.name": .init(.text, isAlwaysPresent: true),
            "orders": .init(.list, isAlwaysPresent: true), "orders.title": .init(.text, isAlwaysPresent: true),
        ], open: ["event"])

    private func problems(_ sources: MessageSources) -> [String] {
        do throws(Problems) {
            _ = try CompiledMessage.compile(sources, for: Self.vocabulary)
            return []
        } catch {
            return error.list.map { "\($0.file.split(separator: "/").last ?? ""):\($0.line ?? 0) \($0.message)" }
        }
    }

    @Test("comes at once: tags that are none beside names that nothing has")
    func syntax() {
        #expect(
            problems(Sample.sources("{{contact.nmae}} {{contact.name}}\n\n{{a b}} {{title}} {{#orders}}\n")).map {
                $0.prefix(36)
            }
                == [
                    "a.md:4 unknown name 'contact.nmae'; d", "a.md:6 'a b' is not a name; a name has l",
                    "a.md:6 '{{#orders}}' is never closed",
                ].map { $0.prefix(36) })
    }

    @Test("comes at once: a wrong head, a partial that is not there, and names")
    func headAndPartial() {
        let found = problems(
            Sample.sources(
                template: "---\nsubjct: a {{foo}}\n---\n{{bar}}\n\n{{> foooter}}\n\n{{#orders}}{{title}}{{/orders}}\n",
                partials: ["footer.md": "{{baz}}"]))
        #expect(found.contains { $0.hasPrefix("a.md:2 unknown key 'subjct'") })
        #expect(found.contains("a.md:4 unknown name 'bar'"))
        #expect(found.contains { $0.hasPrefix("a.md:6 there is no partial 'foooter'") })
        #expect(!found.contains { $0.contains("title") || $0.contains("baz") })
    }

    @Test("names nothing that a field of an open object may be")
    func open() {
        #expect(
            problems(Sample.sources("{{#event}}{{colour}}\n")).allSatisfy { !$0.contains("colour") })
    }

    @Test("is the same as before where only the names are wrong")
    func names() throws {
        let sources = Sample.sources("{{contact.nmae}} {{orders}}\n")
        let checked = try CompiledMessage.compile(sources).check(Self.vocabulary)
        #expect(problems(sources).count == checked.count && checked.count == 2)
    }
}
