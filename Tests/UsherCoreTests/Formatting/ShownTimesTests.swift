import Testing

@testable import UsherCore

@Suite("Times on a terminal")
struct ShownTimesTests {
    private static let berlin = "due Mon 2026-03-30 00:30 Europe/Berlin (2026-03-29 22:30 UTC), as its wait says"

    @Test(
        "are short, and said once",
        arguments: [
            (ShownTimes.Zone.named, 2026, "due Mon 30 Mar 00:30 Europe/Berlin, as its wait says"),
            (.theirs, 2026, "due Mon 30 Mar 00:30 their time, as its wait says"),
            (.utc, 2026, "due Sun 29 Mar 22:30 UTC, as its wait says"),
            (.theirs, 2027, "due Mon 30 Mar 2026 00:30 their time, as its wait says"),
            (.utc, nil, "due Sun 2026-03-29 22:30 UTC, as its wait says"), (.named, nil, berlin),
            (.theirs, nil, berlin),
        ] as [(ShownTimes.Zone, Int?, String)])
    func shown(_ zone: ShownTimes.Zone, _ year: Int?, _ expected: String) {
        #expect(ShownTimes(zone, shortIn: year).shown(in: Self.berlin) == expected)
    }

    @Test(
        "are found wherever they stand, and nothing else is taken for one",
        arguments: [
            ("Mon 2026-03-30 09:30 UTC", "Mon 30 Mar 09:30 UTC"),
            (
                "from Mon 2026-03-30 09:30 UTC to Tue 2026-03-31 23:59 America/St_Johns (2026-04-01 02:29 UTC).",
                "from Mon 30 Mar 09:30 UTC to Tue 31 Mar 23:59 their time."
            ),
            ("Tue 2026-03-30 09:30 UTC", nil), ("Mon 2026-13-30 09:30 UTC", nil), ("Mon 2026-03-30 29:30 UTC", nil),
            ("Mon 2026-03-30 09:30 Europe/Berlin (soon) UTC", nil), ("Mon 2026-03-30 09:30", nil),
            ("Say no to UTC on Mon", nil), ("2026-03-30T09:30:00Z UTC", "Mon 30 Mar 09:30 UTC UTC"),
            ("12  2025-12-31T23:59:07Z  ada", "12  Wed 31 Dec 2025 23:59 UTC  ada"),
            ("until 2026-03-30T09:30:00Z.", "until Mon 30 Mar 09:30 UTC."), ("x2026-03-30T09:30:00Z", nil),
            ("--since=2026-03-30T09:30:00Z", nil), ("2026-03-30T09:30:00Zulu", nil), ("2026-13-30T09:30:00Z", nil),
            ("2026-03-30T09:30Z", nil), ("2026-03-30T09:30:0xZ", nil), ("Mon 2026-03-30 09:30  UTC", nil),
            ("", nil),
        ] as [(String, String?)])
    func found(_ text: String, _ expected: String?) {
        #expect(ShownTimes(.theirs, shortIn: 2026).shown(in: text) == expected ?? text)
    }

    @Test("are on the clock of the list that has them, where a terminal shows them short")
    func lists() throws {
        let berlin = try #require(ZoneClock.named("Europe/Berlin"))
        let text = "12  2026-03-30T07:30:00Z  ada"
        let shown = ShownTimes(.named, shortIn: 2026, listsOn: berlin)
        #expect(shown.shown(in: text) == "12  Mon 30 Mar 09:30 Europe/Berlin  ada")
        #expect(ShownTimes(.named, shortIn: nil, listsOn: berlin).shown(in: text) == text)
    }

    @Test("are those that sentences have")
    func written() {
        let moment = Timestamp(milliseconds: 1_772_438_400_000)
        for (name, expected) in [
            ("Asia/Kathmandu", "Mon 2 Mar 13:45 Asia/Kathmandu"), ("Etc/GMT+5", "Mon 2 Mar 03:00 Etc/GMT+5"),
            ("UTC", "Mon 2 Mar 08:00 UTC"),
        ] {
            guard let clock = ZoneClock.named(name) else { continue }
            let text = Wording.time(moment, clock: clock)
            #expect(ShownTimes(.named, shortIn: 2026).shown(in: text) == expected)
        }
    }
}
