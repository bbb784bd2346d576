import TestSupport

/// Invented people, the same on every machine.
struct Cast {
    struct Person {
        let address: String
        let name: String
        /// Empty: the shop's.
        let zone: String
        let language: String
        let package: String

        var row: String { "\(address),\(name),\(zone),\(language),\(package)\n" }
    }

    static let zones = [
        "Africa/Cairo", "Africa/Johannesburg", "America/Bogota", "America/Los_Angeles", "America/New_York",
        "America/Phoenix", "America/Sao_Paulo", "America/St_Johns", "Asia/Dubai", "Asia/Kathmandu", "Asia/Kolkata",
        "Asia/Tokyo", "Australia/Lord_Howe", "Australia/Sydney", "Europe/Berlin", "Europe/Dublin", "Europe/Kyiv",
        "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago",
    ]
    private static let names = ["Ada", "Jörg Weiß", "Siobhán O'Brien", "", "佐藤 花子", "Ngata Aroha", "Renée d’Albert"]

    let people: [Person]

    init(_ count: Int, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        people = (1...count).map { number in
            func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
            return Person(
                address: "person\(number)@\(pick(["example.org", "example.net", "example.com"]))",
                name: pick(Self.names),
                zone: pick(Self.zones), language: pick(["en", "de", "de-AT", "fr", ""]),
                package: pick(["starter", "bench", "year", ""]))
        }
    }

    static func csv(_ people: some Sequence<Person>) -> String {
        "address,name,zone,language,package\n" + people.map(\.row).joined()
    }
}
