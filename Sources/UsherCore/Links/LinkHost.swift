/// The host of a link, written so that every mail reader finds it.
package enum LinkHost {
    /// An http or https address with its host as A-label: `https://bücher.example/ä` is
    /// `https://xn--bcher-kva.example/ä`. Everything
    /// else stays as it is, a host that is no domain name (an IPv6 literal) too.
    package static func aLabelled(_ url: String) -> String {
        guard let authority = authority(of: url), url[authority].utf8.contains(where: { $0 >= 0x80 }) else {
            return url
        }
        // Octets, not characters: a mark after a slash makes one character with it.
        let octets = url.utf8
        var start = authority.lowerBound
        if let at = octets[authority].lastIndex(of: UInt8(ascii: "@")) { start = octets.index(after: at) }
        let end = octets[start..<authority.upperBound].lastIndex(of: UInt8(ascii: ":")) ?? authority.upperBound
        guard let host = DomainName.aLabel(String(url[start..<end])) else { return url }
        return url[..<start] + host + url[end...]
    }

    /// The range between `https://` and the path; nil for what is no http or https address.
    package static func authority(of url: String) -> Range<String.Index>? {
        let octets = url.utf8
        for scheme in ["https://", "http://"] {
            guard octets.prefix(scheme.utf8.count).elementsEqual(scheme.utf8, by: { $0.lowercased == $1 }) else {
                continue
            }
            let start = octets.index(octets.startIndex, offsetBy: scheme.utf8.count)
            return start..<(octets[start...].firstIndex { ends.contains($0) } ?? octets.endIndex)
        }
        return nil
    }

    private static let ends = Array("/?#\\".utf8)
}
