import UsherCore

/// Addresses whose mail was passed on to other ones, as the words of a report tell it.
enum Origins {
    /// The addresses to which mail was passed on, by the address in lower case that it was passed on from.
    ///
    /// | Lines | |
    /// | --- | --- |
    /// | `<b@y.example> (expanded from <a@x.example>)` | a to b |
    /// | `b@y.example`, and under it `(generated from a@x.example)` | a to b |
    static func passedOn(_ lines: [String]) -> [String: EmailAddress] {
        var found: [String: EmailAddress] = [:]
        var last: EmailAddress?
        for line in lines.prefix(ReportText.mostLines) where line.utf8.contains(UInt8(ascii: "@")) {
            let line = line.lowercased()
            guard let mark = words.lazy.compactMap({ line.firstRange(of: $0) }).first else {
                last = AddressText.first(in: line) ?? last
                continue
            }
            let end = AddressText.first(in: String(line[..<mark.lowerBound])) ?? last
            guard let end, let origin = AddressText.first(in: String(line[mark.upperBound...])), origin != end,
                found[origin.wire.lowercased()] == nil
            else { continue }
            found[origin.wire.lowercased()] = end
        }
        return found
    }

    private static let words = [
        "generated from", "expanded from", "forwarded from", "redirected from", "originally addressed to",
        "original address", "weitergeleitet von", "umgeleitet von", "erzeugt aus", "généré à partir de",
        "générée à partir de", "transféré de", "reenviado de", "generado a partir de", "inoltrato da", "generato da",
        "encaminhado de", "doorgestuurd van", "przekierowano z", "перенаправлено с", "переслано с",
    ]
}
