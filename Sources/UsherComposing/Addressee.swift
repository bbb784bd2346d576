import UsherCore

/// The person that a message is addressed to. Kept with a delivery's inputs, because the To field is the same on every
/// attempt, whatever the contact is called by then.
package struct Addressee: Hashable, Sendable {
    package let address: EmailAddress
    package let name: String?
    /// The address to which answers go; nil for where the shop's answers go.
    package let replyTo: EmailAddress?

    /// The name under which inputs keep the addressee. No tag has this name.
    private static let key = "to"

    package init(address: EmailAddress, name: String?, replyTo: EmailAddress? = nil) {
        self.address = address
        self.replyTo = replyTo
        // A name of which nobody sees anything is none.
        self.name = name.flatMap { PlainText.isBlank($0) ? nil : $0 }
    }

    package init(_ contact: Contact) { self.init(address: contact.address, name: contact.name) }

    /// Reads the addressee that `added(to:)` kept in the inputs; takes the contact as it is now where nothing was kept.
    package init(keptIn inputs: TemplateValue, else contact: Contact) {
        guard case .object(let fields) = inputs, case .object(let kept)? = fields[Self.key],
            case .text(let wire)? = kept["address"], let address = EmailAddress(stored: wire)
        else {
            self.init(contact)
            return
        }
        var (name, replyTo): (String?, EmailAddress?)
        if case .text(let text)? = kept["name"] { name = text }
        if case .text(let wire)? = kept["reply_to"] { replyTo = EmailAddress(stored: wire) }
        self.init(address: address, name: name, replyTo: replyTo)
    }

    /// The inputs `values`, which must be an object, with this addressee in them.
    package func added(to values: TemplateValue) -> TemplateValue {
        guard case .object(var fields) = values else { return values }
        var kept: [String: TemplateValue] = ["address": .text(address.wire)]
        kept["name"] = name.map(TemplateValue.text)
        kept["reply_to"] = replyTo.map { .text($0.wire) }
        fields[Self.key] = .object(kept)
        return .object(fields)
    }
}
