import Testing
import UsherCore

@Suite("Times in words")
struct WordingTests {
    @Test("a moment on a contact's clock and in UTC")
    func moment() throws {
        let moment = Timestamp(seconds: 1_795_379_400)
        let auckland = try #require(ZoneClock.named("Pacific/Auckland"))
        #expect(Wording.time(moment, clock: auckland) == "Mon 2026-11-23 09:30 Pacific/Auckland (2026-11-22 20:30 UTC)")
        #expect(Wording.time(moment, clock: .utc) == "Sun 2026-11-22 20:30 UTC")
    }

    @Test(
        "a span in its two largest units",
        arguments: [
            (0, "less than a second"), (999, "less than a second"), (1000, "1 second"), (45_000, "45 seconds"),
            (60_000, "1 minute"),
            (3_599_000, "59 minutes 59 seconds"), (7_500_000, "2 hours 5 minutes"), (172_800_000, "2 days"),
            (90_061_000, "1 day 1 hour"), (86_400_000 + 5000, "1 day 5 seconds"), (-3_600_000, "1 hour"),
        ] as [(Int64, String)])
    func duration(milliseconds: Int64, words: String) {
        #expect(Wording.duration(milliseconds: milliseconds) == words)
    }

    @Test(
        "A rough span is said in one unit",
        arguments: [
            (0, "about a minute"), (89, "about a minute"), (90, "about 2 minutes"), (2999, "about 50 minutes"),
            (3000, "about an hour"), (5399, "about an hour"), (5400, "about 2 hours"), (79_199, "about 22 hours"),
            (79_200, "about a day"), (85_980, "about a day"), (129_599, "about a day"), (129_600, "about 2 days"),
            (171_000, "about 2 days"), (20 * 86_400, "about 20 days"), (21 * 86_400, "about 3 weeks"),
            (76 * 86_400, "about 11 weeks"), (77 * 86_400, "about 3 months"), (365 * 86_400, "about 12 months"),
        ] as [(Int64, String)])
    func about(seconds: Int64, words: String) {
        #expect(Wording.about(milliseconds: seconds * 1000) == words)
    }

    @Test(
        "A part of a whole is a share of a hundred, with two places",
        arguments: [
            (4, 1000, "0.40 %"), (2, 1500, "0.13 %"), (1, 3, "33.33 %"), (5, 5, "100.00 %"), (26, 500, "5.20 %"),
            (1, 0, "0.00 %"), (-1, 5, "0.00 %"), (1, -5, "0.00 %"), (7, 3, "233.33 %"), (.max, .max, "100.00 %"),
        ])
    func share(part: Int, whole: Int, words: String) {
        #expect(Wording.share(part, of: whole) == words)
    }
}
