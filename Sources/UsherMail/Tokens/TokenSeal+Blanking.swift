import UsherCore

extension TokenSeal {
    /// `text` with every token of this database made one that says nothing, of the same length: for whoever may look at
    /// somebody's message and must not do what its reader may. Whatever brought a token there, a link of ours or a
    /// value that somebody told, it is found by its code, and not by where it stands.
    package func blanked(_ text: String) -> String {
        var octets = Array(text.utf8)
        var start = 0
        while start < octets.count {
            // `%20`: what is escaped in a link parts what stands beside it.
            if octets[start] == UInt8(ascii: "%"), start + 2 < octets.count {
                start += 3
                continue
            }
            let end = octets[start...].firstIndex { !Self.isOfToken($0) } ?? octets.count
            if end - start >= Self.shortest, isToken(octets[start..<end]) {
                for index in start..<end { octets[index] = UInt8(ascii: "x") }
            }
            start = max(end, start + 1)
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// The shortest text that is looked at as a token: half as long as the shortest that there is.
    private static let shortest = 16

    private static func isOfToken(_ octet: UInt8) -> Bool {
        octet.isLetterOrDigit || octet == UInt8(ascii: "-") || octet == UInt8(ascii: "_")
    }

    private func isToken(_ octets: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: octets, as: UTF8.self)
        return token(url: text) != nil || token(address: text) != nil
    }
}
