import Testing
import UsherCore
import UsherTemplates

@Suite("Checking names against the vocabulary")
struct VocabularyCheckTests {
    private let vocabulary = Vocabulary(
        [
            "contact.address": .init(.text, isAlwaysPresent: true),
            "contact.name": .init(.text, isAlwaysPresent: false),
            "contact.vip": .init(.flag, isAlwaysPresent: true),
            "contact.interests": .init(.list, isAlwaysPresent: false),
            "orders": .init(.list, isAlwaysPresent: false), "orders.title": .init(.text, isAlwaysPresent: true),
            "orders.note": .init(.text, isAlwaysPresent: false), "box": .init(.object, isAlwaysPresent: false),
            "box.title": .init(.text, isAlwaysPresent: true), "box.parts": .init(.list, isAlwaysPresent: true),
            "unsubscribe_url": .init(.text, isAlwaysPresent: true),
        ], open: ["event"])

    @Test(
        "Finds nothing wrong with",
        arguments: [
            "{{contact.address}} {{shop.name}} {{unsubscribe_url}}",
            "{{contact.name}}{{^contact.name}}x{{/contact.name}}",
            "{{#contact.name}}{{contact.name}} {{.}}{{/contact.name}}",
            "{{#contact}}{{address}} {{#vip}}x{{/vip}}{{/contact}}",
            "{{#contact.interests}}{{.}}, {{contact.address}}{{/contact.interests}}",
            "{{#orders}}\n- {{title}} {{#note}}{{note}}{{/note}}\n{{/orders}}",
            "{{#event.id}}{{event.id}}{{/event.id}}",
            "{{#event}}{{contact.address}}{{#id}}{{.}}{{/id}}{{/event}}", "{{#shop}}{{name}}{{/shop}}",
            "{{^orders}}none{{/orders}}", "{{#box}}{{box.title}} {{title}}{{/box}}{{^box}}none{{/box}}",
            "{{#box}}\n{{#parts}}\n- {{.}}\n{{/parts}}\n{{/box}}", "{{#box.title}}{{box.title}}{{/box.title}}",
        ])
    func fine(body: String) throws {
        #expect(try CompiledMessage.compile(Sample.sources(body)).check(vocabulary) == [])
    }

    @Test(
        "Says what is wrong",
        arguments: [
            ("Hi {{contact.nmae}}", "4:4: error: unknown name 'contact.nmae'; did you mean 'contact.name'?"),
            ("{{#cntact.vip}}x{{/cntact.vip}}", "4:1: error: unknown name 'cntact.vip'; did you mean 'contact.vip'?"),
            (
                "{{evnt.order_number}}",
                "4:1: error: unknown name 'evnt.order_number'; did you mean 'event.order_number'?"
            ),
            ("{{shop.nam}}", "4:1: error: unknown name 'shop.nam'; did you mean 'shop.name'?"),
            ("{{weather}}", "4:1: error: unknown name 'weather'"),
            (
                "{{contact.sparkling}}",
                "4:1: error: unknown name 'contact.sparkling'; what you know about people is declared in 'attributes' of "
                    + "config/usher.yaml, and what came with the event is event.NAME"
            ),
            ("{{#orders}}\n- {{titel}}\n{{/orders}}", "5:3: error: unknown name 'titel'; did you mean 'title'?"),
            (
                "Hi {{contact.name}}",
                "4:4: error: 'contact.name' may be missing; put it into {{#contact.name}}...{{/contact.name}}, "
                    + "or add a fallback in the same paragraph: {{^contact.name}}...{{/contact.name}}"
            ),
            (
                "{{#orders}}\n- {{note}}\n{{/orders}}",
                "5:3: error: 'note' may be missing; put it into {{#note}}...{{/note}}, "
                    + "or add a fallback in the same paragraph: {{^note}}...{{/note}}"
            ),
            (
                "{{contact.vip}}",
                "4:1: error: 'contact.vip' is yes or no and has no text; "
                    + "use it as a section: {{#contact.vip}}...{{/contact.vip}}"
            ),
            (
                "{{contact.interests}}",
                "4:1: error: 'contact.interests' is a list; show its items in a section: "
                    + "{{#contact.interests}}{{.}}{{/contact.interests}}"
            ),
            (
                "{{box.title}}", "4:1: error: 'box' may be missing; put it into {{#box}}...{{/box}}"
            ),
            (
                "{{^box}}{{box.title}}{{/box}}",
                "4:9: error: 'box' may be missing; put it into {{#box}}...{{/box}}"
            ),
            ("{{contact}}", "4:1: error: 'contact' has no text of its own; name one of its fields"),
            (
                "{{#orders}}\n- {{.}}\n{{/orders}}",
                "5:3: error: '{{.}}' has no text here; name one of the item's fields"
            ),
            ("{{content}}", "4:1: error: unknown name 'content'"),
        ])
    func faults(body: String, problem: String) throws {
        let problems = try CompiledMessage.compile(Sample.sources(body)).check(vocabulary)
        #expect(problems.map(\.description).joined(separator: "\n") == "templates/a.md:" + problem)
    }

    @Test("Names are those that come with a delivery, wherever they stand")
    func names() throws {
        let sources = Sample.sources(
            "{{#orders}}\n- {{title}} {{.}} {{shop.name}} {{campaign.title}}\n{{/orders}}\n[a]({{call_to_action.url}})",
            subject: "\"{{contact.name}}\"", preheader: "\"{{event.id}}\"",
            layout: "{{content}}{{unsubscribe_url}}{{preheader}}{{subject}}",
            partials: ["footer.txt": "{{offer_ends}}"],
            campaign: CampaignFacts(
                name: "c", title: "C", callToAction: CallToAction(text: "Go", url: "https://shop.example/go")))
        #expect(
            try CompiledMessage.compile(sources).names
                == ["orders", "title", "contact.name", "event.id", "unsubscribe_url", "offer_ends"])
    }
}
