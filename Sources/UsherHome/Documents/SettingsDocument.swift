import Foundation
import UsherCore
import UsherMail

/// `config/usher.yaml`, read. Where a value could not be read, a default stands in its place and the log has the
/// reason.
struct SettingsDocument {
    let settings: Settings
    /// Nil when the attributes could not be read.
    let attributes: [String: AttributeDeclaration]?
    let unclearAttributes: Set<String>
    /// Where `mode` stands, for what going live asks of other files.
    let modePlace: Place
    /// The events that `consent` names, and where.
    let consentEvents: [(name: String, place: Place)]

    /// For finding more problems: an attribute whose type could not be read is one that everybody has, so that no
    /// template is blamed for naming it.
    var lookable: Settings {
        var settings = settings
        for name in unclearAttributes {
            settings.attributes[name] = AttributeDeclaration(type: .text, defaultValue: .text(name))
        }
        return settings
    }

    static func read(_ root: Field) -> SettingsDocument? {
        root.record { keys in
            let mode = keys["mode"]
            let sender = keys.required("sender")?.mailbox() ?? Mailbox(name: "", address: "")
            let attributes = AttributesDocument.read(keys["attributes"])
            let published = keys["public"].flatMap(PublicDocument.read)
            let links = keys["links"].flatMap(links)
            let receive = keys["receive"].flatMap(ReceiveDocument.read)
            if published == nil, !keys.has("public"), receive?.feedback.providers.isEmpty == false {
                keys["receive"]?.refuse(
                    "'feedback' needs a public address that providers can post to: 'public: { url: https://... }'")
            }
            let consent = keys["consent"].flatMap(ConsentDocument.read)
            let settings = Settings(
                mode: mode?.choice(Settings.Mode.self) ?? .rehearsal,
                sender: sender,
                replyTo: keys["reply_to"]?.mailbox(),
                postalAddress: keys["postal_address"].flatMap(postalAddress),
                shop: keys["shop"].flatMap(shop) ?? ShopSettings(name: sender.name),
                smtp: keys["smtp"].flatMap(SMTPDocument.read),
                limits: keys["limits"].flatMap(limits) ?? LimitSettings(),
                window: keys["window"]?.window(),
                attributes: attributes.declared,
                unsubscribe: UnsubscribeRoutes(
                    publicURL: published?.url,
                    mailto: keys["unsubscribe"]?.record { $0.required("mailto")?.ownAddress() },
                    isTagged: receive?.takesMail == true ? true : nil),
                bounceDomain: keys["bounce"]?.record { $0.required("domain").flatMap(bounceDomain) },
                onDoubt: keys["on_doubt"]?.choice(Settings.OnDoubt.self) ?? .resend,
                doubtWaitMilliseconds: keys["doubt_wait"]?.duration() ?? 15 * 60_000,
                deadlineMilliseconds: keys["deadline"]?.duration(atLeast: 60_000) ?? 48 * 3_600_000,
                capMilliseconds: keys["cap"]?.duration() ?? 20 * 3_600_000,
                reloadHoldAbove: keys["reload"]?.record { $0.required("hold_above")?.whole(in: 0...(.max)) } ?? 20,
                tagsLinks: links?.utm ?? true,
                tracksLinks: links?.track ?? .callToAction,
                state: keys["state"]?.path(),
                published: published,
                receive: receive ?? ReceiveSettings(),
                consent: consent?.settings ?? ConsentSettings(),
                dkim: keys["dkim"].flatMap(dkim),
                keep: keys["keep"].flatMap(keep) ?? KeepSettings(),
                alerts: keys["alerts"].flatMap(AlertsDocument.read) ?? AlertSettings(),
                transactional: keys["transactional"].flatMap(TransactionalDocument.read) ?? TransactionalSettings(),
                dashboard: keys["dashboard"].flatMap { DashboardDocument.read($0, beside: published) })
            return SettingsDocument(
                settings: settings, attributes: attributes.areComplete ? attributes.declared : nil,
                unclearAttributes: attributes.unclear, modePlace: mode?.place ?? root.place,
                consentEvents: consent?.events ?? [])
        }
    }

    /// With something in it that post could come to.
    private static func postalAddress(_ field: Field) -> String? {
        guard let text = field.text()?.trimmingCharacters(in: .whitespacesAndNewlines) else { return nil }
        guard MarketingPromise.isPostalAddress(text) else {
            return field.refuse(
                "\(field.title) has too few letters and numbers for an address; write where post reaches you, as on "
                    + "a letter: Paper Boat, Quay 1, 20095 Hamburg")
        }
        return text
    }

    /// The address of each bounce must fit before it.
    private static func bounceDomain(_ field: Field) -> String? {
        guard let domain = field.domain() else { return nil }
        guard BounceAddress.fits(domain) else {
            return field.refuse(
                "\(field.title) is too long for the addresses that bounces come back to; use a shorter one")
        }
        return domain
    }

    /// `relay`, or the name of keys.
    static func dkim(_ field: Field) -> DKIMChoice? {
        guard let line = field.line() else { return nil }
        if line == DKIMChoice.relayWord { return .relay }
        guard DKIMKeyName.isOne(line) else {
            return field.refuse("\(DKIMKeyName.complaint(line)); or '\(DKIMChoice.relayWord)', where the relay signs")
        }
        return .keys(line)
    }

    private static func links(_ field: Field) -> (utm: Bool?, track: LinkTracking.Mode?)? {
        field.record { keys in (keys["utm"]?.isOn(), keys["track"]?.choice(LinkTracking.Mode.self)) }
    }

    private static func keep(_ field: Field) -> KeepSettings? {
        field.record { keys in
            KeepSettings(
                deliveriesMilliseconds: keys["deliveries"]?.age(atLeast: KeepSettings.shortestRows),
                eventsMilliseconds: keys["events"]?.age(atLeast: KeepSettings.shortestRows),
                inputsMilliseconds: keys["inputs"]?.age(atLeast: KeepSettings.shortest),
                inboxMilliseconds: keys["inbox"]?.age(atLeast: KeepSettings.shortest),
                unmatchedMilliseconds: keys["unmatched"]?.age(
                    atLeast: KeepSettings.shortest, atMost: ReturnedReport.longestKept))
        }
    }

    private static func shop(_ field: Field) -> ShopSettings? {
        field.record { keys in
            ShopSettings(
                name: keys.required("name")?.line() ?? "",
                url: keys["url"]?.url(),
                zone: keys["zone"]?.zone() ?? "UTC",
                language: keys["language"]?.language() ?? "en",
                extra: keys["texts"].map(texts) ?? [:])
        }
    }

    private static func texts(_ field: Field) -> [String: String] {
        let pairs = field.names { name, value -> String? in
            guard Identifier.isOne(name, also: "_") else {
                return value.refuse(Identifier.complaint(name, as: "a shop text's name", also: "_"))
            }
            guard !ShopFacts.builtIn.contains(name) else {
                return value.refuse("'shop.\(name)' is built in; give this text another name")
            }
            return value.text()
        }
        return Dictionary(pairs) { first, _ in first }
    }

    static func limits(_ field: Field) -> LimitSettings? {
        field.record { keys in
            let domains = keys["domains"]?.names { name, value -> (String, Double)? in
                guard let domain = DomainName.aLabel(name) else {
                    return value.refuse("'\(PlainText.shortened(name))' is not a domain name")
                }
                return value.rate().map { (domain, $0) }
            }
            return LimitSettings(
                perSecond: keys["per_second"]?.rate(),
                perDomainPerSecond: keys["per_domain_per_second"]?.rate(),
                domains: Dictionary((domains ?? []).map(\.1)) { first, _ in first })
        }
    }
}
