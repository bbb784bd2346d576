/// One of the demo's people. All of them are invented.
struct DemoContact: Sendable {
    /// The name by which the script calls the person: `mia`.
    let id: String
    let name: String?
    let address: String
    /// The person's time zone; nil for the shop's. So is the language.
    let zone: String?
    let language: String?

    init(_ id: String, _ name: String?, _ address: String, _ zone: String? = nil, _ language: String? = nil) {
        self.id = id
        self.name = name
        self.address = address
        self.zone = zone
        self.language = language
    }

    static let all = [
        DemoContact("mia", "Mia Okafor", "mia@example.org", "Europe/Berlin", "en"),
        DemoContact("joerg", "Jörg Weiß", "joerg@example.com", "Europe/Berlin", "de"),
        DemoContact("tomas", "Tomás Núñez", "tomas@example.com", "Europe/Madrid", "en"),
        DemoContact("sam", "Sam Reyes", "sam@example.org", "America/Los_Angeles", "en"),
        DemoContact("nobody", nil, "nobody@example.net"),
        DemoContact("siobhan", "Siobhán O'Brien & Daughters", "siobhan@example.com", "Europe/Dublin", "en"),
        DemoContact("aroha", "Aroha Ngata", "aroha@example.net", "Pacific/Auckland", "en"),
        DemoContact("leonie", "Leonie d’Albert-Öhler", "leonie@example.org", "Europe/Vienna", "de"),
        DemoContact("elif", "Elif Kaya", "elif@example.net", "Europe/Istanbul", "en"),
        DemoContact("yuki", "佐藤 由紀", "yuki@example.net", "Asia/Tokyo", "en"),
        DemoContact("ben", "Ben Fischer", "ben@example.com", "Europe/Berlin", "de"),
        DemoContact("noor", "Noor Haddad", "noor@example.org", "Europe/London", "en"),
    ]
}
