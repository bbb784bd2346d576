/// What every marketing message must show its reader, in both of its parts: a way to say no, and the shop's postal
/// address.
///
/// | | In the HTML | In the text |
/// | --- | --- | --- |
/// | the way to say no | a link to the message's own unsubscribe address, or that address as words | that address |
/// | where `unsubscribe.mailto` is set, as well | a link `mailto:` to it | its address, with or without `mailto:` |
/// | the postal address | its words in their order, whatever stands between them | the same |
///
/// In an HTML part only that is shown which is plainly seen (`VisibleHTML`).
package struct MarketingPromise: Sendable {
    private let url: String?
    private let mailto: String?
    /// The address `mailto` where it is only for this: an address that answers go to stands in a message for other
    /// reasons.
    private let plainAddress: String?
    private let address: String

    /// Takes the sources of a message. `unsubscribeURL` is the value of the message's own `{{unsubscribe_url}}`; nil
    /// when it has none.
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
        if !html.links.contains(where: isWay), !hasURL(html.text) {
            lacks.append(Lack(.wayToSayNoInHTML, veil: veilOfWay(html)))
        }
        if !saysNo(text) { lacks.append(Lack(.wayToSayNoInText)) }
        if !hasAddress(html.text) { lacks.append(Lack(.postalAddressInHTML, veil: veilOfAddress(html))) }
        if !hasAddress(text) { lacks.append(Lack(.postalAddressInText)) }
        return lacks
    }

    private func hasURL(_ text: String) -> Bool { url.map(text.contains) ?? false }

    private func veilOfWay(_ html: VisibleHTML) -> Veil? {
        html.veiledLinks.first { isWay($0.address) }?.veil ?? html.veiled.filter { hasURL($0.value) }.keys.first
    }

    private func veilOfAddress(_ html: VisibleHTML) -> Veil? {
        html.veiled.filter { hasAddress($0.value) }.keys.min { $0.clause < $1.clause }
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

    /// Whether the text has the address. An empty one is nowhere.
    private func hasAddress(_ text: String) -> Bool {
        !address.isEmpty && " \(Self.words(text)) ".contains(" \(address) ")
    }

    /// Whether post could come to what a text names: two words or more, or one of a script that parts no words.
    package static func isPostalAddress(_ text: String) -> Bool {
        let words = words(text)
        let readable = words.unicodeScalars.filter(\.isReadable)
        return readable.count >= 5 && words.contains(" ") || readable.filter { $0.value > 0xE00 }.count >= 4
    }

    /// Letters and numbers in lower case, with one space between two words.
    private static func words(_ text: String) -> String {
        var words = ""
        var isApart = false
        for scalar in text.lowercased().unicodeScalars {
            // Soft hyphens and joiners part no words.
            if scalar.properties.generalCategory == .format { continue }
            let isMark: Bool
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark: isMark = !scalar.properties.isDefaultIgnorableCodePoint
            default: isMark = false
            }
            let isWord = isMark || scalar.isReadable
            if isWord {
                if isApart, !words.isEmpty { words += " " }
                words.unicodeScalars.append(scalar)
            }
            isApart = !isWord
        }
        return words
    }
}
