/// The mailbox that an address most likely ends up in, for counting how often it is mailed to; never for who somebody
/// is.
///
/// | Where | Means the same | Mailbox |
/// | --- | --- | --- |
/// | anywhere | capitals, a tag after `+` | `Ada+shop@example.org` is `ada@example.org` |
/// | gmail.com, googlemail.com | dots | `a.d.a+1@googlemail.com` is `ada@gmail.com` |
/// | yahoo.*, ymail.com, rocketmail.com | a tag after `-` | `ada-shop@yahoo.de` is `ada@yahoo.de` |
/// | proton.me, protonmail.com, pm.me | dots, `-`, `_`, and the domain | `a.da@pm.me` is `ada@proton.me` |
/// | icloud.com, me.com, mac.com | the domain | `ada@me.com` is `ada@icloud.com` |
/// | fastmail.com, fastmail.fm | a name as a subdomain | `shop@ada.fastmail.com` is `ada@fastmail.com` |
///
/// What is quoted (`"a+b"@example.org`) has no tag and stays as it is.
struct CanonicalMailbox {
    private var name: String
    private var domain: String

    init(localPart: String, domain: String) {
        name = localPart
        self.domain = domain
        guard !localPart.hasPrefix("\"") else { return }
        name = name.lowercased()
        takeNameFromSubdomain()
        cutTag("+")
        switch MailboxProvider(domain: self.domain) {
        case .google:
            name.removeAll { $0 == "." }
            self.domain = "gmail.com"
        case .yahoo where self.domain != "aol.com": cutTag("-")
        case .proton:
            name.removeAll { $0 == "." || $0 == "-" || $0 == "_" }
            self.domain = "proton.me"
        case .apple: self.domain = "icloud.com"
        default: break
        }
    }

    var text: String { "\(name)@\(domain)" }

    /// A name that begins with the sign has no tag.
    private mutating func cutTag(_ sign: Character) {
        if let start = name.firstIndex(of: sign), start > name.startIndex { name = String(name[..<start]) }
    }

    private mutating func takeNameFromSubdomain() {
        guard domain.hasSuffix(".fastmail.com") || domain.hasSuffix(".fastmail.fm") else { return }
        let labels = domain.split(separator: ".")
        guard labels.count == 3 else { return }
        name = String(labels[0])
        domain = labels.dropFirst().joined(separator: ".")
    }
}

/// The part of a domain that somebody registers: who has one has every name below it. Told without a list of what
/// registries do, so it is coarse: good enough for counting.
///
/// | Domain | Registered |
/// | --- | --- |
/// | `a.b.example.org` | the last two labels: `example.org` |
/// | `a.example.co.uk`: a country's, below one of its second levels (`co`, `com`, `net`, `org`, `edu`, `gov`, `ac` and the like) | three: `example.co.uk` |
/// | `example.org`, `co.uk`, `localhost` | as it is |
enum RegistrableDomain {
    static func of(_ domain: String) -> String {
        let labels = domain.split(separator: ".").suffix(3)
        guard labels.count == 3, let top = labels.last else { return domain }
        let isSecondLevel = top.utf8.count == 2 && secondLevels.contains(labels[labels.endIndex - 2])
        return labels.suffix(isSecondLevel ? 3 : 2).joined(separator: ".")
    }

    private static let secondLevels: Set<Substring> = [
        "ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "id", "ltd", "me", "mil", "ne", "net", "nom", "or", "org",
        "plc",
        "sch", "web",
    ]
}
