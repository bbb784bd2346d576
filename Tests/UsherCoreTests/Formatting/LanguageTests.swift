import Testing
import UsherCore

@Suite("The best language for a person")
struct LanguageTests {
    @Test(
        "is looked up from the longest tag to the shortest, then in the fallback",
        arguments: [
            ("de-AT", ["en", "de"], "de"), ("de-AT", ["en", "de", "de-AT"], "de-AT"),
            ("DE_at", ["en", "de-AT"], "de-AT"),
            ("fr", ["en", "de"], "en"), (nil, ["en", "de"], "en"), ("zh-Hant-TW", ["zh", "zh-Hant", "en"], "zh-Hant"),
            ("zh-x-TW", ["zh", "zh-x", "en"], "zh"), ("de", ["en", "de-AT"], "en"), ("", ["de", "en"], "en"),
            ("fr", [], "en"),
            ("d", ["de", "en"], "en"), ("fr", ["EN"], "EN"),
        ] as [(String?, [String], String)])
    func best(wanted: String?, available: [String], expected: String) {
        #expect(Language.best(for: wanted, available: available, fallback: "en") == expected)
    }
}
