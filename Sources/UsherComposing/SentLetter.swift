import UsherCore
import UsherMail
import UsherTemplates

/// One message as it was sent, made again from what it was made from: its revision and its values. Nothing in it does
/// what its reader may do: every token says nothing (`TokenSeal.blanked`).
package struct SentLetter: Hashable, Sendable {
    /// The person that the message went to; a notice may be about one person and go to another.
    package let to: Addressee
    /// The sender as mail programs show it.
    package let sender: String
    package let subject: String
    /// The language of the text, as a BCP 47 tag.
    package let language: String
    package let html: String
    package let words: String

    /// Makes the message again; nil where the values are not kept any more (`keep.inputs`), or were let go of by an
    /// erasure. Throws what cannot be filled in, with file, line and column.
    package init?(
        _ composition: Composition, _ sources: MessageSources, of delivery: DeliveryID, to contact: Contact,
        templates: CompiledTemplates, seal: TokenSeal
    ) throws {
        let compiled = try templates.message(sources).compiled
        guard composition.inputs != "{}" || compiled.names.isEmpty else { return nil }
        let values = try TemplateValue(json: composition.inputs)
        let links = (0..<compiled.linkCount).map {
            seal.url(.link(delivery, number: UInt32(clamping: $0)), at: composition.composedAt)
        }
        let rendered = try compiled.render(values, tokens: links)
        to = Addressee(keptIn: values, else: contact)
        sender = sources.sender.name.isEmpty ? sources.sender.address : sources.sender.name
        subject = seal.blanked(rendered.subject)
        language = sources.language
        html = seal.blanked(Self.decoded(rendered.html))
        words = seal.blanked(Self.decoded(rendered.text))
    }

    private static func decoded(_ octets: [UInt8]) -> String {
        String(decoding: QuotedPrintable.decode(octets), as: UTF8.self).replacing("\r\n", with: "\n")
    }
}
