/// What every marketing message must show its reader, in both of its parts: a way to say no, and the shop's postal
/// address.
///
/// | | In the HTML | In the text |
/// | --- | --- | --- |
/// | the way to say no | a link to the message's own unsubscribe address, or that address as words | that address |
/// | where `unsubscribe.mailto` is set, as well | a link `mailto:` to it | its address, with or without `mailto:` |
/// | the postal address | its words in their order, whatever stands between them | the same |
///
/// What an HTML part hides (`VisibleHTML`) is not shown.
package struct MarketingPromise: Sendable {
    /// What a message lacks.
    package enum Lack: Hashable, Sendable, CaseIterable {
        case wayToSayNoInHTML, wayToSayNoInText, postalAddressInHTML, postalAddressInText

        package var isInHTML: Bool { self == .wayToSayNoInHTML || self == .postalAddressInHTML }
        package var isPostalAddress: Bool { self == .postalAddressInHTML || self == .postalAddressInText }
    }

    private let url: String?
    private let mailto: String?
    /// `mailto` where it is only for this: an address that answers go to stands in a message for other reasons.
    private let plainAddress: String?
    private let address: String

    /// `unsubscribeURL` is the value of the message's own `{{unsubscribe_url}}`; nil when it has none.
    package init(_ sources: MessageSources, unsubscribeURL: String?) {
        url = unsubscribeURL.flatMap { $0.isEmpty ? nil : $0 }
        mailto = sources.unsubscribe.mailto.map { "mailto:\($0)".lowercased() }
        let others = [sources.sender.address, sources.replyTo?.address].compactMap { $0?.lowercased() }
        plainAddress = sources.unsubscribe.mailto.map { $0.lowercased() }.flatMap { others.contains($0) ? nil : $0 }
        address = Self.words(sources.shop["postal_address"] ?? "")
    }

    /// What is missing in a message; empty when the promise is kept. Both parts decoded: UTF-8, not quoted-printable.
    package func lacks(text: [UInt8], html: [UInt8]) -> [Lack] {
        let html = VisibleHTML(html)
        let text = String(decoding: text, as: UTF8.self)
        var lacks: [Lack] = []
        if !html.links.contains(where: isWay), url.map({ !html.text.contains($0) }) ?? true {
            lacks.append(.wayToSayNoInHTML)
        }
        if !saysNo(text) { lacks.append(.wayToSayNoInText) }
        if !hasAddress(html.text) { lacks.append(.postalAddressInHTML) }
        if !hasAddress(text) { lacks.append(.postalAddressInText) }
        return lacks
    }

    private func isWay(_ link: String) -> Bool {
        let link = String(link.filter { !$0.isWhitespace })
        if link == url { return true }
        guard let mailto, link.lowercased().hasPrefix(mailto) else { return false }
        return link.utf8.count == mailto.utf8.count || link.dropFirst(mailto.count).first == "?"
    }

    private func saysNo(_ text: String) -> Bool {
        if let url, text.contains(url) { return true }
        let text = text.lowercased()
        return [mailto, plainAddress].compactMap { $0 }.contains { text.contains($0) }
    }

    /// An empty address is nowhere.
    private func hasAddress(_ text: String) -> Bool {
        !address.isEmpty && " \(Self.words(text)) ".contains(" \(address) ")
    }

    /// Whether a text has a letter or a number that somebody could read.
    package static func hasWords(_ text: String) -> Bool { !words(text).isEmpty }

    /// Letters and numbers in lower case, with one space between two words.
    private static func words(_ text: String) -> String {
        var words = ""
        var isApart = false
        for scalar in text.lowercased().unicodeScalars {
            let properties = scalar.properties
            // Soft hyphens and joiners part no words.
            if properties.generalCategory == .format { continue }
            let isWord: Bool
            switch properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
                .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
                isWord = !properties.isDefaultIgnorableCodePoint
            default: isWord = false
            }
            if isWord {
                if isApart, !words.isEmpty { words += " " }
                words.unicodeScalars.append(scalar)
            }
            isApart = !isWord
        }
        return words
    }
}

extension MarketingPromise.Lack {
    /// A clause without a full stop, after the name of a message or a file.
    package var sentence: String {
        switch self {
        case .wayToSayNoInHTML: "the HTML part shows no way to say no"
        case .wayToSayNoInText: "the text part shows no way to say no"
        case .postalAddressInHTML: "the HTML part does not show the postal address"
        case .postalAddressInText: "the text part does not show the postal address"
        }
    }

    /// The tag that keeps the promise.
    package var tag: String { isPostalAddress ? "{{shop.postal_address}}" : "{{unsubscribe_url}}" }
}
