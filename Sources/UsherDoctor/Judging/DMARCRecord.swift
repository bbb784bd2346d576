import UsherCore

/// A DMARC record, read (RFC 9989 4.7).
struct DMARCRecord: Hashable {
    /// The domain that the record is of: the name without `_dmarc.`.
    let domain: String
    let text: String
    /// The policy `none`, `quarantine` or `reject`; nil where the record says none of them, or where a part of it
    /// cannot be read.
    let policy: String?
    let isStrictForSPF: Bool
    /// True for `psd=y`: a registry's domain, below which others have theirs. False for `psd=n`: one organisation's.
    /// Nil where the record does not say.
    let isRegistrys: Bool?

    /// Whether a text looks as if it were meant for a record; receivers are stricter.
    static func isMeant(_ text: String) -> Bool { text.lowercased().hasPrefix("v=dmarc1") }

    /// Reads a record; nil for what does not begin with `v=DMARC1`, which receivers pass over.
    init?(_ text: String, of domain: String) {
        let version = text.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
        guard version == "v=DMARC1" else { return nil }
        let tags = TagList(text)
        let policy = tags?["p"]?.lowercased()
        self.domain = domain
        self.text = text
        self.policy = policy.flatMap { ["none", "quarantine", "reject"].contains($0) ? $0 : nil }
        isStrictForSPF = tags?["aspf"]?.lowercased() == "s"
        switch tags?["psd"]?.lowercased() {
        case "y": isRegistrys = true
        case "n": isRegistrys = false
        // Nobody sends as a top-level domain: what stands there is of its registry, whatever it says.
        default: isRegistrys = domain.contains(".") ? nil : true
        }
    }

    /// The record's text without the tag of this name.
    func without(_ name: String) -> String {
        text.split(separator: ";").filter { part in
            part.prefix { $0 != "=" }.filter { $0 != " " && $0 != "\t" } != name
        }.joined(separator: ";")
    }
}
