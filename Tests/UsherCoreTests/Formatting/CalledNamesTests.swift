import Testing
import UsherCore

@Suite("Zones and languages as somebody wrote them")
struct CalledNamesTests {
    @Test(
        "Are called as they are, in whatever case they stand there",
        arguments: [
            ("Europe/Zurich", "Europe/Zurich"), ("europe/zurich", "Europe/Zurich"),
            ("AMERICA/NEW YORK", "America/New_York"),
            ("utc", "UTC"), ("zurich", nil), ("PST", nil), ("", nil), ("europe/zurch", nil), ("gmt+3", nil),
            ("us/eastern", "US/Eastern"), ("cet", "CET"), ("etc/gmt+5", "Etc/GMT+5"), ("pst", nil),
        ] as [(String, String?)])
    func zones(text: String, name: String?) {
        #expect(ZoneClock.called(text) == name)
        if let name { #expect(ZoneClock.named(name) != nil) }
    }

    @Test(
        "So are languages, and as systems write them",
        arguments: [
            ("de", "de"), ("DE", "de"), ("en_US", "en-US"), ("pt-br", "pt-BR"), ("sr-latn-RS", "sr-Latn-RS"),
            ("ZH_hant_tw", "zh-Hant-TW"),
            ("de_DE.UTF-8", "de-DE"), ("ca_ES@valencia", "ca-ES"), ("English", nil), ("xx", nil), ("", nil), ("_", nil),
        ] as [(String, String?)])
    func languages(text: String, tag: String?) { #expect(Language.called(text) == tag) }
}
