import TestSupport
import UsherCore
import UsherTemplates

/// Small messages for tests.
enum Sample {
    static func sources(
        _ body: String, subject: String = "Hello", preheader: String? = nil, layout: String = "{{content}}",
        partials: [String: String] = [:], campaign: CampaignFacts? = nil
    ) -> MessageSources {
        let head = "---\nsubject: \(subject)\n" + (preheader.map { "preheader: \($0)\n" } ?? "") + "---\n"
        return sources(template: head + body, layout: layout, partials: partials, campaign: campaign)
    }

    /// Partials are named as their files, which get `.md` when they have no extension.
    static func sources(
        template: String, layout: String = "{{content}}", partials: [String: String] = [:],
        campaign: CampaignFacts? = nil
    ) -> MessageSources {
        MessageSources(
            template: SourceFile(path: "templates/a.md", text: template),
            layout: SourceFile(path: "templates/layouts/default.html", text: layout),
            partials: Dictionary(
                uniqueKeysWithValues: partials.map { name, text in
                    (
                        name,
                        SourceFile(path: "templates/partials/\(name.contains(".") ? name : name + ".md")", text: text)
                    )
                }),
            sender: Mailbox(name: "Shop", address: "hello@shop.example"), campaign: campaign, kind: .marketing,
            shop: ["name": "Fern & Co", "url": "https://shop.example"], domain: "shop.example", language: "en")
    }

    /// The problems of compiling, one a line.
    static func problems(_ sources: MessageSources) -> String {
        do throws(Problems) {
            _ = try CompiledMessage.compile(sources)
            return ""
        } catch {
            return error.list.map(\.description).joined(separator: "\n")
        }
    }

    static func problems(_ body: String) -> String { problems(sources(body)) }

    static func render(_ sources: MessageSources, _ values: [String: TemplateValue] = [:]) throws -> Output {
        Output(try CompiledMessage.compile(sources).render(TemplateValue(dotted: values)))
    }

    static func render(_ body: String, _ values: [String: TemplateValue] = [:]) throws -> Output {
        try render(sources(body), values)
    }

    /// Why rendering fails; empty when it does not.
    static func failure(_ sources: MessageSources, _ values: [String: TemplateValue] = [:]) throws -> String {
        let message = try CompiledMessage.compile(sources)
        do throws(Problem) {
            _ = try message.render(TemplateValue(dotted: values))
            return ""
        } catch {
            return error.description
        }
    }

    /// A rendered message as a reader sees it: decoded, with LF.
    struct Output {
        let message: RenderedMessage

        init(_ message: RenderedMessage) { self.message = message }

        var subject: String { message.subject }
        var html: String { Self.decode(message.html) }
        var text: String { Self.decode(message.text) }

        private static func decode(_ octets: [UInt8]) -> String {
            String(decoding: QuotedPrintable.decode(octets).filter { $0 != 0x0D }, as: UTF8.self)
        }
    }
}
