import Testing
import UsherCore

@testable import UsherTemplates

@Suite("What every message of a template has, whoever gets it")
struct AlwaysTests {
    private func always(_ body: String, layout: String, footer: String? = nil) throws -> Bool {
        let sources = Sample.sources(body, layout: layout, partials: footer.map { ["footer.txt": $0] } ?? [:])
        let message = try CompiledMessage.compile(sources)
        return message.always(["unsubscribe_url": "https://no.invalid/=u"]) { text, html in
            [text, html].allSatisfy { String(decoding: $0, as: UTF8.self).contains("https://no.invalid/=u") }
        }
    }

    @Test("Sections of other names are no promise, unless one of them always shows")
    func layouts() throws {
        let tag = "<a href=\"{{unsubscribe_url}}\">no</a>"
        let cases: [(layout: String, footer: String?, isAlways: Bool)] = [
            ("{{content}}\(tag)", "{{unsubscribe_url}}", true),
            ("{{content}}\(tag)", nil, false),
            ("{{content}}", "{{unsubscribe_url}}", false),
            ("{{content}}{{#unsubscribe_url}}\(tag){{/unsubscribe_url}}", "{{unsubscribe_url}}", true),
            ("{{content}}{{^unsubscribe_url}}\(tag){{/unsubscribe_url}}", "{{unsubscribe_url}}", false),
            ("{{content}}{{#x}}\(tag){{/x}}", "{{unsubscribe_url}}", false),
            ("{{content}}{{^x}}\(tag){{/x}}", "{{unsubscribe_url}}", false),
            ("{{content}}{{#x}}\(tag){{/x}}{{^x}}\(tag){{/x}}", "{{unsubscribe_url}}", true),
            ("{{content}}{{#x}}\(tag){{/x}}{{^y}}\(tag){{/y}}", "{{unsubscribe_url}}", false),
            ("{{content}}{{#x}}a{{/x}}\(tag)", "{{#y}}b{{/y}}{{unsubscribe_url}}", true),
            ("{{content}}\(tag)", "{{#y}}{{unsubscribe_url}}{{/y}}", false),
            ("{{content}}{{#shop.name}}\(tag){{/shop.name}}", "{{unsubscribe_url}}", true),
            ("{{content}}{{^shop.name}}\(tag){{/shop.name}}", "{{unsubscribe_url}}", false),
        ]
        for one in cases {
            #expect(
                try always("Hi {{#z}}{{z}}{{/z}}", layout: one.layout, footer: one.footer) == one.isAlways,
                "\(one.layout) \(one.footer ?? "")")
        }
    }

    @Test("A text that has it itself needs no layout for it")
    func body() throws {
        #expect(try always("[No more]({{unsubscribe_url}})", layout: "{{content}}"))
        #expect(try !always("{{#x}}[No more]({{unsubscribe_url}}){{/x}}", layout: "{{content}}"))
    }
}
