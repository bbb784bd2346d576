import UsherCore

/// A DMARC record, read (RFC 9989 4.7).
struct DMARCRecord: Hashable {
    /// The domain that it is of: what stands behind `_dmarc.`.
    let domain: String
    let text: String
    /// `none`, `quarantine` or `reject`; nil where it says none of them, or where a part of it cannot be read.
    let policy: String?
    let isStrictForSPF: Bool
    /// `psd=y`: of a registry, below which others have their domains. `psd=n`: of one organisation. Nil where it does
    /// not say.
    let isRegistrys: Bool?

    /// What looks as if it were meant for one; receivers are stricter.
    static func isMeant(_ text: String) -> Bool { text.lowercased().hasPrefix("v=dmarc1") }

    /// Nil for what does not begin with `v=DMARC1`, which receivers pass over.
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

    /// The same text without one of its tags.
    func without(_ name: String) -> String {
        text.split(separator: ";").filter { part in
            part.prefix { $0 != "=" }.filter { $0 != " " && $0 != "\t" } != name
        }.joined(separator: ";")
    }
}
