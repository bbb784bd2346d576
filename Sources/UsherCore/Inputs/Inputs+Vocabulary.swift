extension Inputs {
    /// Every name that a message of this shop may use, as `usher check` knows it before anything is sent.
    package static func vocabulary(settings: Settings) -> Vocabulary {
        var entries: [String: Vocabulary.Entry] = [
            "contact.address": .init(.text, isAlwaysPresent: true),
            "contact.name": .init(.text, isAlwaysPresent: false),
            "contact.first_name": .init(.text, isAlwaysPresent: false),
            "campaign.title": .init(.text, isAlwaysPresent: true),
            "call_to_action.url": .init(.text, isAlwaysPresent: true),
            "call_to_action.text": .init(.text, isAlwaysPresent: true),
            "unsubscribe_url": .init(.text, isAlwaysPresent: false),
            "offer_ends": .init(.text, isAlwaysPresent: false),
            "promoter.code": .init(.text, isAlwaysPresent: false),
            "promoter_url": .init(.text, isAlwaysPresent: false),
            "review_url": .init(.text, isAlwaysPresent: true),
        ]
        for package in ["current_package", "next_package"] {
            entries[package] = .init(.object, isAlwaysPresent: false)
            for rung in Rung.allCases {
                entries["\(package).\(rung.rawValue)"] =
                    .init(rung == .benefits ? .list : .text, isAlwaysPresent: rung != .url)
            }
        }
        for (name, declaration) in settings.attributes {
            let isPresent = declaration.defaultValue.map { !$0.isEmpty } ?? false
            entries["contact.\(name)"] = .init(declaration.type.shape, isAlwaysPresent: isPresent)
        }
        entries.merge(shopVocabulary(settings: settings)) { first, _ in first }
        return Vocabulary(entries, open: ["event"])
    }

    /// The names of the shop alone: `shop.*`.
    package static func shopVocabulary(settings: Settings) -> [String: Vocabulary.Entry] {
        let names = names(in: "shop", settings: settings)
        return Dictionary(
            names.map { name in
                ("shop.\(name)", .init(.text, isAlwaysPresent: !(shop(name, settings) ?? "").isEmpty))
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension AttributeType {
    fileprivate var shape: Vocabulary.Shape {
        switch self {
        case .list: .list
        case .yesNo: .flag
        case .text, .number, .money, .date: .text
        }
    }
}
