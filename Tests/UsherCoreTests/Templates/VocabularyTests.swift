import Testing
import UsherCore

@Suite("Vocabulary")
struct VocabularyTests {
    @Test(
        "A name is an entry, an object on the way to one, or below an open object",
        arguments: [
            ("contact.name", Vocabulary.Entry(.text, isAlwaysPresent: false)),
            ("contact", Vocabulary.Entry(.object, isAlwaysPresent: true)),
            ("event", Vocabulary.Entry(.object, isAlwaysPresent: true)),
            ("event.order", Vocabulary.Entry(.text, isAlwaysPresent: false)),
            ("event.order.id", nil), ("conta", nil), ("contact.nam", nil), ("contact.name.first", nil),
        ])
    func lookUp(name: String, entry: Vocabulary.Entry?) {
        let vocabulary = Vocabulary(["contact.name": .init(.text, isAlwaysPresent: false)], open: ["event"])
        #expect(vocabulary[name] == entry)
    }
}
