/// The provider of a mailbox, as coarse as an operator needs it: a few large ones, and all others together. What
/// metrics are counted by, so that no domain of a person's own ever stands in them.
package enum MailboxProvider: String, CaseIterable, Sendable {
    case google, microsoft, yahoo, apple, gmx, proton, other

    /// | Domain | |
    /// | --- | --- |
    /// | gmail.com, googlemail.com | google |
    /// | outlook.*, hotmail.*, live.*, msn.com | microsoft |
    /// | yahoo.*, ymail.com, rocketmail.com, aol.com | yahoo |
    /// | icloud.com, me.com, mac.com | apple |
    /// | gmx.*, web.de, mail.com | gmx |
    /// | proton.me, protonmail.com, pm.me | proton |
    /// | any other | other |
    ///
    /// - Parameter domain: of an address, in any case.
    package init(domain: some StringProtocol) {
        let name = domain.lowercased()
        let labels = name.split(separator: ".")
        // `yahoo.co.uk` is a provider's; `yahoo.shop.example.com` is somebody else's.
        let brand = (2...3).contains(labels.count) ? labels.first ?? "" : ""
        self =
            switch (name, brand) {
            case ("gmail.com", _), ("googlemail.com", _): .google
            case (_, "outlook"), (_, "hotmail"), (_, "live"), ("msn.com", _): .microsoft
            case (_, "yahoo"), ("ymail.com", _), ("rocketmail.com", _), ("aol.com", _): .yahoo
            case ("icloud.com", _), ("me.com", _), ("mac.com", _): .apple
            case (_, "gmx"), ("web.de", _), ("mail.com", _): .gmx
            case ("proton.me", _), ("protonmail.com", _), ("pm.me", _): .proton
            default: .other
            }
    }
}
