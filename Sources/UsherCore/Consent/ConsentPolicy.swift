/// What the ledger of consents means: which entry counts, and whether it lets marketing go.
///
/// Of all entries about marketing one counts. A later entry takes its place, the first row that fits:
///
/// | The entry | counts instead of | when |
/// | --- | --- | --- |
/// | any | nothing | always |
/// | agreed | agreed | it is the stronger: sign-up < soft opt-in < any other basis |
/// | agreed | confirmed, unsubscribed, complained | never: a form that anybody can fill in takes back no yes and no no |
/// | confirmed, unsubscribed, complained | agreed | always |
/// | confirmed, unsubscribed, complained | confirmed, unsubscribed, complained | it is not older, by its own time |
///
/// Marketing then goes:
///
/// | What counts | Goes |
/// | --- | --- |
/// | nothing | no |
/// | agreed, by a sign-up | only where `double_opt_in` is off |
/// | agreed, by soft opt-in | only while `soft_opt_in` is on |
/// | agreed, otherwise: stated by the operator | yes |
/// | confirmed | yes |
/// | unsubscribed, complained | no, and enrollments end |
package enum ConsentPolicy {
    package enum Answer: Hashable, Sendable {
        case yes
        case no(Consent.Said)
        /// There is no word at all.
        case nothing
        /// Somebody typed the address into a form, and nobody has confirmed it.
        case unconfirmed
        /// A purchase was the reason, and the settings do not take it for one any more.
        case softOptInIsOff
    }

    package static func answer(_ standing: Standing, settings: ConsentSettings) -> Answer {
        switch standing.marketing {
        case nil: .nothing
        case .confirmed: .yes
        case .unsubscribed: .no(.unsubscribed)
        case .complained: .no(.complained)
        case .agreed:
            switch standing.basis {
            case Consent.signUp: settings.doubleOptIn ? .unconfirmed : .yes
            case Consent.softOptIn: settings.softOptIn == nil ? .softOptInIsOff : .yes
            default: .yes
            }
        }
    }

    /// Whether `new` counts from now on, where `current` did until now.
    package static func counts(_ new: Consent, insteadOf current: Consent?) -> Bool {
        guard let current else { return true }
        return switch (new.said, current.said) {
        case (.agreed, .agreed): strength(new) > strength(current)
        case (.agreed, _): false
        case (_, .agreed): true
        default: new.at >= current.at
        }
    }

    private static func strength(_ consent: Consent) -> Int {
        switch consent.basis {
        case Consent.signUp: 0
        case Consent.softOptIn: 1
        default: 2
        }
    }
}
