import Testing
import UsherCore

@Suite("A package in the reader's language")
struct LadderTranslationTests {
    private static let package = Ladder.Package(
        name: "bench", title: "Bench box", price: Money(minorUnits: 4800, currency: "EUR"),
        url: "https://shop.example/bench", benefits: ["Tools"],
        translations: [
            "de": Ladder.Translation(title: "Werkbank-Box", benefits: ["Werkzeug"]),
            "de-CH": Ladder.Translation(title: "Werkbank-Kiste", url: "https://shop.example/ch"),
        ])

    @Test(
        "Takes the nearest language, and the package's own words where that has none",
        arguments: [
            ("en", "Bench box", "https://shop.example/bench", "Tools"),
            ("", "Bench box", "https://shop.example/bench", "Tools"),
            ("de", "Werkbank-Box", "https://shop.example/bench", "Werkzeug"),
            ("de-AT", "Werkbank-Box", "https://shop.example/bench", "Werkzeug"),
            ("de-CH", "Werkbank-Kiste", "https://shop.example/ch", "Tools"),
        ])
    func nearest(_ language: String, _ title: String, _ url: String, _ benefit: String) {
        let package = Self.package.translated(to: language)
        #expect(package.title == title)
        #expect(package.url == url)
        #expect(package.benefits == [benefit])
        #expect(package.name == "bench" && package.price == Self.package.price)
    }
}
