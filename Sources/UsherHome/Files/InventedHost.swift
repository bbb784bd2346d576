/// Host names that are kept for examples (RFC 2606, RFC 6761): nothing that is sent there or leads there ever arrives.
package enum InventedHost {
    private static let topLevels: Set<Substring> = ["example", "test", "invalid"]
    private static let domains: Set<String> = ["example.com", "example.net", "example.org"]

    /// The first such name in a text: a host, a URL, an address, or a page of words with one of these.
    package static func first(in text: String) -> String? {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "." || $0 == "-") }
            .lazy.map { $0.lowercased() }.first(where: isOne)
    }

    private static func isOne(_ host: String) -> Bool {
        let labels = host.split(separator: ".")
        guard labels.count > 1, let last = labels.last else { return false }
        return topLevels.contains(last) || domains.contains(labels.suffix(2).joined(separator: "."))
    }
}
