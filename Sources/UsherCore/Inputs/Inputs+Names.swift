extension Inputs {
    private static let shopNames = ["name", "url", "email", "postal_address", "language", "zone"]

    /// The sources of the value of one asked name; several for a group's name, none for an unknown one.
    static func wanted(_ name: String, settings: Settings) -> [Wanted] {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard let group = parts.first else { return [] }
        guard parts.count == 2 else {
            switch group {
            case "unsubscribe_url": return [Wanted(group: "", name: group, source: .unsubscribeURL)]
            case "offer_ends": return [Wanted(group: "", name: group, source: .offerEnds)]
            case "promoter_url": return [Wanted(group: "", name: group, source: .promoterURL)]
            case "review_url": return [Wanted(group: "", name: group, source: .reviewURL)]
            case "event": return [Wanted(group: group, name: "", source: .everyEvent)]
            default:
                return names(in: group, settings: settings).flatMap { wanted("\(group).\($0)", settings: settings) }
            }
        }
        return source(group, parts[1], settings).map { [Wanted(group: group, name: parts[1], source: $0)] } ?? []
    }

    private static func source(_ group: String, _ name: String, _ settings: Settings) -> Source? {
        switch (group, name) {
        case ("contact", "address"): .address
        case ("contact", "name"): .name
        case ("contact", "first_name"): .firstName
        case ("contact", _): settings.attributes[name] == nil ? nil : .attribute(name)
        case ("campaign", "title"): .campaignTitle
        case ("call_to_action", "url"): .callToActionURL
        case ("call_to_action", "text"): .callToActionText
        case ("current_package", _): Rung(rawValue: name).map(Source.currentPackage)
        case ("next_package", _): Rung(rawValue: name).map(Source.nextPackage)
        case ("promoter", "code"): .promoterCode
        case ("event", _): .event(name)
        case ("shop", _): .shop(name)
        default: nil
        }
    }

    /// The names in a group, without those of `event`, which nobody declares.
    static func names(in group: String, settings: Settings) -> [String] {
        switch group {
        case "contact": ["address", "name", "first_name"] + settings.attributes.keys.sorted()
        case "campaign": ["title"]
        case "call_to_action": ["url", "text"]
        case "current_package", "next_package": Rung.allCases.map(\.rawValue)
        case "promoter": ["code"]
        case "shop": shopNames + settings.shop.extra.keys.filter { !shopNames.contains($0) }.sorted()
        default: []
        }
    }
}
