import Testing
import TestSupport
import UsherCore

@Suite("Template values by dotted name")
struct TemplateValueDottedTests {
    @Test("Dotted names become objects in objects")
    func builds() {
        let value = TemplateValue(dotted: [
            "contact.name": .text("Ada"), "contact.vip": .flag(true), "offer_ends": .text("Friday"),
            "event.a.b": .text("c"),
        ])
        #expect(
            value
                == .object([
                    "contact": .object(["name": .text("Ada"), "vip": .flag(true)]), "offer_ends": .text("Friday"),
                    "event": .object(["a": .object(["b": .text("c")])]),
                ]))
    }

    @Test("A parent that is given too is added to when it is an object, and gives way when it is not")
    func parents() {
        let known = TemplateValue(dotted: ["a": .object(["x": .text("1")]), "a.y": .text("2")])
        #expect(known == .object(["a": .object(["x": .text("1"), "y": .text("2")])]))
        #expect(
            TemplateValue(dotted: ["a": .text("1"), "a.y": .text("2")]) == .object(["a": .object(["y": .text("2")])]))
    }

    @Test(
        "A name finds what stands under it, or nothing",
        arguments: [
            ("a.b", TemplateValue.text("c")), ("a", .object(["b": .text("c")])), ("a.b.c", nil), ("a.c", nil),
            ("b", nil),
        ])
    func finds(name: String, value: TemplateValue?) {
        #expect(TemplateValue(dotted: ["a.b": .text("c")]).value(at: name) == value)
    }
}
