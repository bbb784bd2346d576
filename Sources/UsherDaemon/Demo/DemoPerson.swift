/// One of the demo's people. All of them are invented.
struct DemoPerson: Sendable {
    /// As the script calls them: `mia`.
    let id: String
    let name: String?
    let address: String
    /// Nil is the shop's; so is the language.
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
        DemoPerson("mia", "Mia Okafor", "mia@example.org", "Europe/Berlin", "en"),
        DemoPerson("joerg", "Jörg Weiß", "joerg@example.com", "Europe/Berlin", "de"),
        DemoPerson("tomas", "Tomás Núñez", "tomas@example.com", "Europe/Madrid", "en"),
        DemoPerson("sam", "Sam Reyes", "sam@example.org", "America/Los_Angeles", "en"),
        DemoPerson("nobody", nil, "nobody@example.net"),
        DemoPerson("siobhan", "Siobhán O'Brien & Daughters", "siobhan@example.com", "Europe/Dublin", "en"),
        DemoPerson("aroha", "Aroha Ngata", "aroha@example.net", "Pacific/Auckland", "en"),
        DemoPerson("leonie", "Leonie d’Albert-Öhler", "leonie@example.org", "Europe/Vienna", "de"),
        DemoPerson("elif", "Elif Kaya", "elif@example.net", "Europe/Istanbul", "en"),
        DemoPerson("yuki", "佐藤 由紀", "yuki@example.net", "Asia/Tokyo", "en"),
        DemoPerson("ben", "Ben Fischer", "ben@example.com", "Europe/Berlin", "de"),
        DemoPerson("noor", "Noor Haddad", "noor@example.org", "Europe/London", "en"),
    ]
}
