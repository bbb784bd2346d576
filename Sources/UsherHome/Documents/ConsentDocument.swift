import UsherCore

/// `consent:` of `config/usher.yaml`.
///
/// ```yaml
/// consent:
///   double_opt_in: true              # a sign-up counts once the button behind the mailed link was pressed
///   forget_unconfirmed: 30 days      # when it never was
///   soft_opt_in: purchased           # who buys may be mailed about similar goods
///   sign_up: signed_up               # the events that say so
///   confirmed: confirmed
///   wording: Send me the notebook, and a few notes about folding.
///   thanks_url: https://shop.example/thanks
///   promise: { text: Download the PDF, url: "https://shop.example/notebook.pdf" }
///   origins: [https://shop.example]  # whose scripts may post the form
///   confirmations: { an_hour: 1000, per_domain: 100, per_network: 50, per_address: 3 }
/// ```
struct ConsentDocument {
    let settings: ConsentSettings
    /// The events that it names, and where.
    let events: [(name: String, place: Place)]

    static func read(_ field: Field) -> ConsentDocument? {
        field.record { keys in
            let defaults = ConsentSettings()
            var events: [(name: String, place: Place)] = []
            func event(_ field: Field) -> String? {
                let name = Self.event(field)
                if let name { events.append((name, field.place)) }
                return name
            }
            let settings = ConsentSettings(
                doubleOptIn: keys["double_opt_in"]?.isOn() ?? defaults.doubleOptIn,
                forgetsUnconfirmedAfter: keys["forget_unconfirmed"]?.duration(atLeast: 86_400_000)
                    ?? defaults.forgetsUnconfirmedAfter,
                softOptIn: keys["soft_opt_in"].flatMap(event),
                signUpEvent: keys["sign_up"].flatMap(event) ?? defaults.signUpEvent,
                confirmedEvent: keys["confirmed"].flatMap(event) ?? defaults.confirmedEvent,
                wording: keys["wording"].flatMap(wording),
                thanksURL: keys["thanks_url"]?.url(),
                promise: keys["promise"].flatMap(CampaignDocument.callToAction),
                origins: keys["origins"]?.list(origin) ?? [],
                confirmations: keys["confirmations"].flatMap(confirmations) ?? defaults.confirmations)
            return ConsentDocument(settings: settings, events: events)
        }
    }

    private static func confirmations(_ field: Field) -> ConfirmationLimits? {
        field.record { keys in
            let defaults = ConfirmationLimits()
            func number(_ name: String, _ otherwise: Int, atLeast least: Int = 1) -> Int {
                keys[name]?.whole(in: least...1_000_000) ?? otherwise
            }
            return ConfirmationLimits(
                anHour: number("an_hour", defaults.anHour), perDomain: number("per_domain", defaults.perDomain),
                perNetwork: number("per_network", defaults.perNetwork),
                // One of them is kept for the mailbox's own name.
                perAddress: number("per_address", defaults.perAddress, atLeast: 2))
        }
    }

    private static func event(_ field: Field) -> String? {
        guard let name = field.line() else { return nil }
        guard Identifier.isOne(name, also: "_") else {
            return field.refuse(Identifier.complaint(name, as: "an event's name", also: "_"))
        }
        return name
    }

    private static func wording(_ field: Field) -> String? {
        guard let line = field.line() else { return nil }
        if let fault = PlainText.fault(line, longest: PlainText.longestWording) {
            return field.refuse("\(field.title) \(fault)")
        }
        return line
    }

    /// As a browser sends it: scheme, host and perhaps a port, and no path.
    private static func origin(_ field: Field) -> String? {
        guard let url = field.url() else { return nil }
        let parts = url.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, !url.contains("?"), !url.contains("#"), !url.contains("@") else {
            return field.refuse("'\(PlainText.shortened(url))' is not an origin; write it like https://shop.example")
        }
        return url.lowercased()
    }
}
