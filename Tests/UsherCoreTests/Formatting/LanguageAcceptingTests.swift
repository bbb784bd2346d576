import Testing
import UsherCore

@Suite("The languages that a browser accepts")
struct LanguageAcceptingTests {
    @Test(
        "come best first, without what is refused or makes no sense",
        arguments: [
            ("de", ["de"]),
            ("da, en-GB;q=0.8, en;q=0.7, *;q=0.1", ["da", "en-GB", "en"]),
            ("en;q=0.5, de", ["de", "en"]),
            ("en ; q=0.5 , de;q=0.9", ["de", "en"]),
            ("en, de", ["en", "de"]),
            ("en;q=0, de;Q=1.000", ["de"]),
            ("en;q=2, de;q=x, fr;level=1, it;q=0.3;x=1", []),
            ("<script>, d e, ä, 1, -de", ["de"]),
            ("", []), (",,;;", []),
            (String(repeating: "a", count: 36), []),
        ])
    func accepted(field: String, tags: [String]) { #expect(Language.accepted(field) == tags) }

    @Test("are read from a field of any length, and only so many count")
    func long() {
        let field = String(repeating: "de,", count: 100_000)
        #expect(Language.accepted(field).count <= 20)
    }
}
