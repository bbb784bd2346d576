/// An event as somebody wrote it, on the command line or in a line of JSON: texts that nobody has looked at yet.
package struct EventDraft: Hashable, Sendable {
    package var event: String
    /// Nil only counts: a visit of somebody whose address is not known.
    package var address: String?
    /// Nil makes one up: the event is a new one then, whatever was told before.
    package var key: String?
    /// `49.00`, in `currency`.
    package var value: String?
    package var currency: String?
    package var product: String?
    package var data: [String: String]
    /// `2026-11-22T10:00:00Z`, or a time on the shop's clock; nil is now.
    package var at: String?
    /// The address of the friend who brought the person.
    package var by: String?
    package var code: String?
    package var campaign: String?
    /// How many visits; only without an address.
    package var count: String?
    package var person: ContactTexts
    /// What the person agreed to, in words.
    package var consent: String?
    /// Of a confirmation: why the operator says so, where the person said no. Never a program's.
    package var because: String?

    package init(
        event: String, address: String? = nil, data: [String: String] = [:], attributes: [String: String] = [:]
    ) {
        self.event = event
        self.address = address
        self.data = data
        person = ContactTexts(attributes: attributes)
    }
}
