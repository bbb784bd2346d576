import UsherCore

/// Whom an unsubscribe link belongs to, as far as its page needs it.
package struct UnsubscribingSubject: Hashable, Sendable {
    /// The person's, where it is known.
    package let language: String?
    /// The address, mostly hidden: `a…@example.org`.
    package let hint: String?
    /// The title of the campaign the message belonged to; nil for a message of none, or one that is gone.
    package let campaign: String?
    /// Whether the person gets no marketing already.
    package let isOff: Bool

    package init(language: String? = nil, hint: String? = nil, campaign: String? = nil, isOff: Bool = false) {
        self.language = language
        self.hint = hint
        self.campaign = campaign
        self.isOff = isOff
    }

    /// As `PageName` says.
    var values: TemplateValue {
        var values: [String: TemplateValue] = ["is_off": .flag(isOff)]
        values["hint"] = hint.map(TemplateValue.text)
        values["campaign"] = campaign.map(TemplateValue.text)
        return .object(values)
    }
}
