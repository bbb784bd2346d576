import UsherCore

extension PageName {
    /// The names of `PageName`'s table, for `usher check`: which values the page's template may use, and which of them
    /// may be missing.
    package var vocabulary: Vocabulary {
        switch self {
        case .unsubscribe: Self.vocabulary(missable: ["hint", "campaign"], flags: ["is_off"])
        case .unsubscribed: Self.vocabulary(missable: ["hint", "campaign", "until_on"], flags: ["all"])
        case .almost, .confirm: Self.vocabulary(missable: ["hint"])
        case .confirmed: Self.vocabulary(missable: ["hint"], objects: ["promise": ["text", "url"]])
        case .review:
            Self.vocabulary(missable: ["product"], flags: ["scores.is_chosen"], lists: ["scores": ["value"]])
        case .reviewed:
            Self.vocabulary(texts: ["score"], flags: ["is_low"], objects: ["invitation": ["text", "url"]])
        case .data:
            Self.vocabulary(
                texts: ["address", "json"],
                missable: ["name", "language", "zone", "stage", "since_on", "consents.wording"],
                flags: Consent.Said.allCases.map { "consents.is_\($0.rawValue)" },
                lists: [
                    "attributes": ["name", "value"], "consents": ["kind", "said", "basis", "said_on"],
                    "messages": ["title", "sent_on"], "events": ["name", "told_on"],
                ])
        case .problem:
            Self.vocabulary(
                texts: ["status"], missable: ["reads"],
                flags: [
                    "is_unknown", "is_expired", "is_nobodys", "is_address", "is_too_many", "is_busy", "said_no_since",
                    "is_suppressed", "by_shop",
                ])
        }
    }

    private static func vocabulary(
        texts: [String] = [], missable: [String] = [], flags: [String] = [], objects: [String: [String]] = [:],
        lists: [String: [String]] = [:]
    ) -> Vocabulary {
        var entries: [String: Vocabulary.Entry] = [:]
        for name in texts { entries[name] = .init(.text, isAlwaysPresent: true) }
        for name in missable { entries[name] = .init(.text, isAlwaysPresent: false) }
        for name in flags { entries[name] = .init(.flag, isAlwaysPresent: true) }
        for (name, fields) in objects {
            entries[name] = .init(.object, isAlwaysPresent: false)
            for field in fields { entries["\(name).\(field)"] = .init(.text, isAlwaysPresent: true) }
        }
        for (name, fields) in lists {
            entries[name] = .init(.list, isAlwaysPresent: true)
            for field in fields { entries["\(name).\(field)"] = .init(.text, isAlwaysPresent: true) }
        }
        return Vocabulary(entries)
    }
}
