import Foundation
import Testing
import TestSupport
import UsherCore
import UsherMail
import UsherTemplates

@testable import UsherDaemon
@testable import UsherIntake
@testable import UsherWeb

/// What a door lets in can be composed, and so can whatever a database holds from before the doors were as they are.
@Suite("Any text that is known of a person")
struct AnyTextComposesTests {
    private static let declared: [String: AttributeDeclaration] = [
        "note": AttributeDeclaration(type: .text), "likes": AttributeDeclaration(type: .list),
    ]
    private static let address = "ada@example.org"
    private static let now = Timestamp(seconds: 1_795_431_600)

    @Test("Is composed: in the subject, the display name, both parts and in addresses")
    func composes() throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        var files = home.files
        files.settings.attributes = Self.declared
        var sources = try #require(files.stepSources().first)
        sources.template.text = """
            ---
            subject: "Hi {{#contact.name}}{{contact.name}} {{#contact.first_name}}{{contact.first_name}}{{/contact.first_name}}{{/contact.name}} {{#contact.note}}{{contact.note}}{{/contact.note}}{{#event.text}}{{event.text}}{{/event.text}}"
            preheader: "{{event.text}}{{^event.text}}x{{/event.text}}"
            ---
            Hello {{#contact.name}}{{contact.name}}{{/contact.name}}, {{#contact.likes}}{{.}}{{/contact.likes}}
            {{#contact.note}}{{contact.note}}{{/contact.note}}
            [x{{#event.text}}{{event.text}}{{/event.text}}](https://x.example/{{#event.text}}{{event.text}}{{/event.text}})
            """
        let compiled = try CompiledMessage.compile(sources)
        let settings = files.settings
        let inputs = Inputs(names: compiled.names, settings: settings)
        var random = SeededGenerator(seed: 80)
        for number in 0..<1500 {
            let text = number == 0 ? String(repeating: "é\u{202E}", count: 4000) : UnfitText.make(&random)
            let contact = Contact(
                id: ContactID(1), address: try EmailAddress(Self.address), name: text,
                attributes: ["note": .text(text), "likes": .list([text, "x"])])
            let values = inputs.values(
                contact: contact, enrollment: nil, campaign: nil, settings: settings,
                unsubscribeURL: "https://x.example/u/x", event: ["text": text])
            let kept = try TemplateValue(json: values.json())
            let message = try home.press.composer.compose(
                try compiled.render(kept), sources: sources, delivery: DeliveryID(1), contact: contact.id,
                address: contact.address, name: text, composedAt: Self.now)
            let head = String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
            try #require(!head.contains("\r\nBcc:"), "\(text.debugDescription)")
            try #require(head.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A })
        }
    }

    /// Each door with one text in one field; whether it let the text in as it is.
    private static func doors(_ plan: Plan) -> [(name: String, lets: (String) -> Bool)] {
        func event(_ change: @escaping (inout Draft, String) -> Void) -> (String) -> Bool {
            { text in
                var draft = Draft(.json, [.event: "purchased", .address: address])
                change(&draft, text)
                var reader = DraftReader(plan: plan, source: "test")
                return (try? reader.event(draft, now: Self.now)) != nil
            }
        }
        func csv(_ column: String) -> (String) -> Bool {
            { text in
                let file = CSVText.line(["address", column]) + CSVText.line([address, text])
                guard var reader = try? ContactsReader(OctetSource(Array(file.utf8)), attributes: declared),
                    let draft = try? reader.next()?.draft.get()
                else { return false }
                var people = DraftReader(plan: plan, source: "test")
                return (try? people.entry(draft, now: Self.now)) != nil
            }
        }
        return [
            ("name", event { $0[.name] = $1 }), ("key", event { $0[.key] = $1 }),
            ("product", event { $0[.product] = $1 }), ("wording", event { $0[.consent] = $1 }),
            ("code", event { $0[.code] = $1 }), ("attribute", event { $0.attributes = ["note": $1] }),
            ("list", event { $0.attributes = ["likes": $1] }), ("data", event { $0.data = ["text": $1] }),
            ("zone", event { $0[.zone] = $1 }), ("language", event { $0[.language] = $1 }),
            ("tag", { (try? TagText.tag($0)) != nil }),
            ("form's name", { SignUpForm(["name": $0], network: .local).name != nil }),
            ("form's source", { SignUpForm(["utm_source": $0], network: .local).traffic["utm_source"] != nil }),
            (
                "enrollment's key",
                {
                    let draft = Draft(.json, [.campaign: "welcome", .address: address, .key: $0])
                    var reader = DraftReader(plan: plan, source: "test")
                    return (try? reader.entry(draft, now: Self.now)) != nil
                }
            ),
            ("CSV name", csv("name")), ("CSV key", csv("key")), ("CSV note", csv("note")), ("CSV tags", csv("tags")),
        ]
    }

    @Test("Is refused by every door, wherever it has what no text may hold, and kept where it only looks odd")
    func doors() throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        var files = home.files
        files.settings.attributes = Self.declared
        let refused = [
            "\u{0}", "\u{1B}", "\u{7F}", "\u{80}", "\u{85}", "\u{9B}", "\u{2028}", "\u{2029}", "\u{202A}", "\u{202E}",
            "\u{2066}",
            "\u{2069}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}",
        ]
        for (name, lets) in Self.doors(try home.edition(of: files).plan) {
            for mark in refused { #expect(!lets("A\(mark)B"), "\(name) U+\(mark.unicodeScalars.map(\.value))") }
            if name == "zone" || name == "language" { continue }
            for text in ["{{x}}", "${y}", "Optional(z)", "Zoë", "李", "A\u{200D}B", "=1+1", "`id`"] {
                #expect(lets(text), "\(name) \(text)")
            }
        }
    }
}
