/// The values that a message's tags need, picked out of what is known: only the names asked for, taken apart once per
/// template.
///
/// | Name | Value | Missing when |
/// | --- | --- | --- |
/// | `contact.address` | as for the wire | never |
/// | `contact.name` | as told | not known |
/// | `contact.first_name` | the name up to its first space; after the comma in `Doe, Jane` | not known |
/// | `contact.ATTRIBUTE` | text, number as written, yes/no, list; date and money in the contact's language | no value, no default |
/// | `campaign.title`, `call_to_action.url`, `call_to_action.text` | of the campaign | a notice |
/// | `event.NAME` | what started the enrollment, or what a notice tells | not told |
/// | `offer_ends` | the moment of that name in what started the enrollment, in the contact's language and zone; else by the campaign's `offer`, counted from the entry | neither |
/// | `current_package.name`, `.title`, `.price`, `.url`, `.benefits` (list) | the largest package of the ladder that the contact bought | none was |
/// | `next_package.*`, the same | the one after it; the first for who bought none | the largest was |
/// | `promoter.code` | the contact's own code for bringing friends | there is none |
/// | `promoter_url` | as given | not given |
/// | `review_url` | as given: the page that takes a score; else the campaign's call to action | a notice |
/// | `shop.name`, `.url`, `.email`, `.postal_address`, `.language`, `.zone`, `.EXTRA` | of the settings | not set |
/// | `unsubscribe_url` | as given | not given |
///
/// A group asked for by its own name (`event`) brings everything in it. An unknown name brings nothing.
package struct Inputs: Sendable {
    enum Source: Hashable, Sendable {
        case address, name, firstName
        case attribute(String)
        case campaignTitle, callToActionURL, callToActionText
        case event(String)
        case everyEvent
        case offerEnds
        case currentPackage(Rung)
        case nextPackage(Rung)
        case promoterCode, promoterURL
        case reviewURL
        case shop(String)
        case unsubscribeURL
    }

    /// The tag `group.name`, or `name` where `group` is empty.
    struct Wanted: Hashable, Sendable {
        let group: String
        let name: String
        let source: Source
    }

    private let wanted: [Wanted]

    /// Whether `facts` matter: something is wanted that only they have. Where not, there is no need to read them.
    package var needsFacts: Bool {
        wanted.contains { wanted in
            switch wanted.source {
            case .currentPackage, .nextPackage, .promoterCode, .promoterURL: true
            default: false
            }
        }
    }

    /// Whether the contact needs a promoter's code, which is made when there is none.
    package var needsPromoterCode: Bool {
        wanted.contains { $0.source == .promoterCode || $0.source == .promoterURL }
    }

    /// Whether a review link is wanted.
    package var needsReviewURL: Bool { wanted.contains { $0.source == .reviewURL } }

    /// Dotted names, as a template's tags have them.
    package init(names: some Sequence<String>, settings: Settings) {
        wanted = names.flatMap { Self.wanted($0, settings: settings) }
    }

    /// An object of objects: `{"contact": {"name": ...}, "unsubscribe_url": ...}`. `event` is what a notice tells; nil
    /// is what started the enrollment.
    package func values(
        contact: Contact, enrollment: Enrollment?, campaign: Campaign?, settings: Settings, unsubscribeURL: String?,
        facts: Facts = .none, ladder: Ladder = Ladder(), promoterURL: String? = nil, event: [String: String]? = nil,
        reviewURL: String? = nil
    ) -> TemplateValue {
        let told = event ?? enrollment?.data ?? [:]
        let person = PersonalValues(contact: contact, enrollment: enrollment, settings: settings)
        var top: [String: TemplateValue] = [:]
        var groups: [String: [String: TemplateValue]] = [:]
        for wanted in wanted {
            let value: TemplateValue?
            switch wanted.source {
            case .address: value = .text(contact.address.wire)
            case .name: value = contact.name.flatMap(Self.text)
            case .firstName: value = contact.name.flatMap(Self.firstName).map(TemplateValue.text)
            case .attribute(let name): value = person.attribute(name)
            case .campaignTitle: value = campaign.map { .text($0.title) }
            case .callToActionURL: value = campaign.map { .text($0.callToAction.url) }
            case .callToActionText: value = campaign.map { .text($0.callToAction.text) }
            case .event(let name): value = told[name].flatMap(Self.text)
            case .everyEvent:
                value = nil
                for (name, text) in told { groups[wanted.group, default: [:]][name] = .text(text) }
            case .offerEnds: value = person.offerEnds(after: campaign?.offerEndsAfter)
            case .currentPackage(let rung):
                value = ladder.highest(of: facts.products).flatMap { person.rung(rung, of: $0) }
            case .nextPackage(let rung):
                value = ladder.next(after: facts.products).flatMap { person.rung(rung, of: $0) }
            case .promoterCode: value = facts.promoterCode.flatMap(Self.text)
            case .promoterURL: value = promoterURL.flatMap(Self.text)
            case .reviewURL: value = (reviewURL ?? campaign?.callToAction.url).flatMap(Self.text)
            case .shop(let name): value = Self.shop(name, settings).flatMap(Self.text)
            case .unsubscribeURL: value = unsubscribeURL.flatMap(Self.text)
            }
            guard let value else { continue }
            if wanted.group.isEmpty {
                top[wanted.name] = value
            } else {
                groups[wanted.group, default: [:]][wanted.name] = value
            }
        }
        for (group, fields) in groups { top[group] = .object(fields) }
        return .object(top)
    }

    /// The text as a value; nil for one with nothing to read: a template's fallback is for that as well.
    private static func text(_ text: String) -> TemplateValue? { PlainText.isBlank(text) ? nil : .text(text) }

    static func firstName(_ name: String) -> String? {
        let parts = name.split(separator: ",", maxSplits: 1)
        let given = parts.count == 2 ? parts[1] : name[...]
        return given.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }

    static func shop(_ name: String, _ settings: Settings) -> String? {
        switch name {
        case "name": settings.shop.name
        case "url": settings.shop.url
        case "email": (settings.replyTo ?? settings.sender).address
        case "postal_address": settings.postalAddress
        case "language": settings.shop.language
        case "zone": settings.shop.zone
        default: settings.shop.extra[name]
        }
    }
}

extension Inputs {
    /// The fields that a message may say of a package.
    enum Rung: String, Hashable, Sendable, CaseIterable {
        case name, title, price, url, benefits
    }
}

extension Inputs.PersonalValues {
    func rung(_ rung: Inputs.Rung, of package: Ladder.Package) -> TemplateValue? {
        let language = contact.language ?? settings.shop.language
        let package = package.translated(to: language)
        return switch rung {
        case .name: .text(package.name)
        case .title: .text(package.title)
        case .price: .text(LocalFormat.money(package.price, language: language))
        case .url: package.url.map(TemplateValue.text)
        case .benefits: .list(package.benefits.map(TemplateValue.text))
        }
    }
}
