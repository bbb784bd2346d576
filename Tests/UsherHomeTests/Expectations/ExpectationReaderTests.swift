import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("Reading what must happen")
struct ExpectationReaderTests {
    private static let names = {
        var names = ExpectationNames(
            samples: ["sam", "joerg"], steps: ["welcome": ["download", "crisp-folds", "last-note"]],
            events: ["purchased", "refunded"])
        names.said = ["buys": "purchased", "refund": "refunded"]
        return names
    }()

    private static func read(_ text: String) -> (list: [UsherHome.Expectation], said: [String]) {
        let log = ProblemLog()
        let list = ExpectationReader.read(
            text, file: "welcome.expect", campaign: "welcome", names: names, log: log)
        return (list, log.sorted.map(\.description))
    }

    private static func wall(_ day: Int, _ hour: Int, _ minute: Int) throws -> WallTime {
        let time = try #require(TimeOfDay(minutes: hour * 60 + minute))
        return WallTime(day: CivilDay(CalendarDate(year: 2026, month: 11, day: day)), time: time)
    }

    @Test("Reads who enters when, what goes when, and what happens meanwhile")
    func reads() throws {
        let (list, said) = Self.read(
            """
            # Bought on the fifth day

            sam enters welcome on 2026-11-20 23:50 -> download at once; crisp-folds on Mon 2026-11-23 09:30;
              nothing after purchased on 2026-11-25 10:00   # a remark
            joerg enters welcome on Fri 2026-11-20 9:00->download on 2026-11-20 9:00;after refunded on 2026-11-21 10:00;and so on;
            joerg enters welcome on 2026-11-20 09:00 -> nothing
            """)
        #expect(said == [])
        #expect(list.count == 3)
        let sam = try #require(list.first)
        #expect(sam.person == "sam" && sam.campaign == "welcome")
        #expect(try sam.entry == Self.wall(20, 23, 50))
        #expect(sam.steps.map(\.name) == ["download", "crisp-folds"])
        #expect(try sam.steps.map(\.at) == [Self.wall(20, 23, 50), Self.wall(23, 9, 30)])
        #expect(sam.steps.map(\.isAtOnce) == [true, false])
        #expect(try sam.events == [.init(name: "purchased", at: Self.wall(25, 10, 0))])
        #expect(try sam.end == .nothingAfter(event: "purchased", at: Self.wall(25, 10, 0)))
        #expect(sam.place == Place(file: "welcome.expect", line: 3, column: 1))
        #expect(sam.endPlace == Place(file: "welcome.expect", line: 4, column: 3))
        #expect(list[1].end == .anything && list[1].events.map(\.name) == ["refunded"])
        #expect(list[1].steps.map(\.isAtOnce) == [false])
        #expect(list[2].end == .nothingMore && list[2].steps.isEmpty && list[2].events.isEmpty)
    }

    @Test("Reads what people do, in words that journey.yaml has for it, without a date, and on another clock")
    func spoken() throws {
        let (list, said) = Self.read(
            """
            sam buys Friday 23:50 in Auckland -> download at once; crisp-folds on Monday 09:30; nothing after a refund
            sam does purchased on Fri 2026-11-20 23:50 -> download at once; after a refund Mon 09:30; and so on
            sam enters welcome on Monday 00:00 in New York -> nothing
            """)
        #expect(said == [])
        let first = try #require(list.first)
        #expect(first.start == .does(event: "purchased") && first.zone == "Pacific/Auckland")
        #expect(Wording.dayAndTime(first.entry) == "Fri 2026-06-05 23:50")
        #expect(first.steps.map { Wording.dayAndTime($0.at) } == ["Fri 2026-06-05 23:50", "Mon 2026-06-08 09:30"])
        #expect(first.events.map(\.name) == ["refunded"])
        #expect(first.events.map { Wording.dayAndTime($0.at) } == ["Mon 2026-06-08 09:31"])
        #expect(list[1].start == .does(event: "purchased") && list[1].zone == nil)
        #expect(list[1].events.map { Wording.dayAndTime($0.at) } == ["Mon 2026-11-23 09:30"])
        #expect(list[2].start == .enters && list[2].zone == "America/New_York")
        #expect(Wording.dayAndTime(list[2].entry) == "Mon 2026-06-01 00:00")
    }

    @Test("Reads what an event is worth, with a moment behind it or without")
    func amounts() {
        let (list, said) = Self.read(
            """
            sam buys 48.00 EUR on Friday 23:50 -> after a refund 5.00 EUR Saturday 10:00; nothing after refunded 43 EUR
            sam buys 48.00 EURO on Friday 23:50 -> nothing
            sam buys 4.999 EUR on Friday 23:50 -> nothing
            """)
        let euros = { Money(minorUnits: $0, currency: "EUR") }
        #expect(list.first?.start == .does(event: "purchased", value: euros(4800)))
        #expect(list.first?.events.map(\.value) == [euros(500), euros(4300)])
        #expect(
            list.first?.events.map { Wording.dayAndTime($0.at) } == ["Sat 2026-06-06 10:00", "Sat 2026-06-06 10:01"])
        #expect(
            said == [
                "welcome.expect:2:10: error: '48.00 EURO on Friday 23:50' is not a moment; write for example '2026-11-23 09:30', "
                    + "'Mon 2026-11-23 09:30' or 'Monday 09:30'",
                "welcome.expect:3:10: error: '4.999 EUR' must be an amount like 49.00 EUR: EUR has 2 decimals",
            ])
    }

    private static let head = "sam enters welcome on 2026-11-20 23:50"

    @Test(
        "Says what is wrong with a line, where, and what to write",
        arguments: [
            ("# nothing here", "welcome.expect: error: this file has no expectation; \(ExpectationReader.form)"),
            ("sam enters welcome", "welcome.expect:1:1: error: this line has no '->'; \(ExpectationReader.form)"),
            (
                "sam starts welcome on 2026-11-20 23:50 -> nothing",
                "welcome.expect:1:1: error: this line does not say who enters what and when; \(ExpectationReader.form)"
            ),
            (
                "sma enters welcome on 2026-11-20 23:50 -> nothing",
                "welcome.expect:1:1: error: there is no sample person 'sma' in config/samples.yaml; did you mean 'sam'?"
            ),
            (
                "zoe enters welcome on 2026-11-20 23:50 -> nothing",
                "welcome.expect:1:1: error: there is no sample person 'zoe' in config/samples.yaml; there are sam, joerg"
            ),
            (
                "sam enters excite on 2026-11-20 23:50 -> nothing",
                "welcome.expect:1:12: error: this file is about 'welcome'; 'excite' has its own"
            ),
            (
                "sam enters welcome on Mon 2026-11-20 23:50 -> nothing",
                "welcome.expect:1:23: error: 2026-11-20 is a Fri, not a Mon"
            ),
            (
                "sam enters welcome on 2026-11-31 23:50 -> nothing",
                "welcome.expect:1:23: error: '2026-11-31' is not a day like 2026-11-23"
            ),
            (
                "sam enters welcome on 2026-11-20 24:50 -> nothing",
                "welcome.expect:1:34: error: '24:50' is not a time of day; write for example '09:30', from 00:00 to 23:59"
            ),
            (
                "sam enters welcome on 2026-11-20 -> nothing",
                "welcome.expect:1:23: error: '2026-11-20' is not a moment; write for example '2026-11-23 09:30', 'Mon 2026-11-23 09:30' or 'Monday 09:30'"
            ),
            (
                "\(head) ->",
                "welcome.expect:1:40: error: there is nothing after this '->'; \(ExpectationReader.partForm)"
            ),
            (
                "\(head) -> download at once;; and so on",
                "welcome.expect:1:55: error: there is nothing after this 'once'; \(ExpectationReader.partForm)"
            ),
            (
                "\(head) -> downlod at once",
                "welcome.expect:1:43: error: there is no step 'downlod'; did you mean 'download'?"
            ),
            (
                "\(head) -> download soon",
                "welcome.expect:1:43: error: 'download soon' is not understood; \(ExpectationReader.partForm)"
            ),
            (
                "\(head) -> download on",
                "welcome.expect:1:52: error: there is no moment after 'on'; write for example '2026-11-23 09:30', 'Mon 2026-11-23 09:30' or 'Monday 09:30'"
            ),
            (
                "\(head) -> download at once; download at once",
                "welcome.expect:1:61: error: step 'download' stands twice; nobody gets one twice"
            ),
            (
                "\(head) -> download on 2026-11-19 09:30",
                "welcome.expect:1:43: error: Thu 2026-11-19 09:30 is before Fri 2026-11-20 23:50; write the parts in order of time"
            ),
            (
                "\(head) -> after purchase on 2026-11-21 09:30",
                "welcome.expect:1:49: error: event 'purchase' is not in config/journey.yaml; did you mean 'purchased'?"
            ),
            (
                "\(head) -> after purchased",
                "welcome.expect:1:43: error: 'after' needs an event and a moment: 'after purchased on 2026-11-25 10:00'"
            ),
            (
                "\(head) -> nothing after a refunt",
                "welcome.expect:1:57: error: event 'a refunt' is not in config/journey.yaml; did you mean 'refund'?"
            ),
            (
                "sam does nonsense on 2026-11-20 23:50 -> nothing",
                "welcome.expect:1:10: error: event 'nonsense' is not in config/journey.yaml"
            ),
            (
                "sam buys Friday 25:50 -> nothing",
                "welcome.expect:1:17: error: '25:50' is not a time of day; write for example '09:30', from 00:00 to 23:59"
            ),
            (
                "sam buys Friday 23:50 in Aukland -> nothing",
                "welcome.expect:1:26: error: 'Aukland' is not a time zone's name; write it like Europe/Madrid or UTC"
            ),
            (
                "\(head) -> nothing after purchased on 2026-11-21 09:30; last-note on 2026-11-22 09:30",
                "welcome.expect:1:88: error: nothing may stand after 'nothing after'"
            ),
            (
                "\(head) -> and so on; last-note on 2026-11-22 09:30",
                "welcome.expect:1:54: error: nothing may stand after 'and so on'"
            ),
            (
                "\(head) -> nothing; download at once",
                "welcome.expect:1:52: error: 'nothing' is the only part where it stands"
            ),
            (
                "\(head) -> download at once; nothing",
                "welcome.expect:1:61: error: 'nothing' is the only part where it stands; leave it out here"
            ),
        ])
    func problems(_ text: String, _ expected: String) {
        #expect(Self.read(text).said == [expected])
    }

    @Test("All problems of a file are said at once, each in its line")
    func together() {
        let said = Self.read(
            """
            sma enters welcome on 2026-11-20 23:50 -> downlod at once;
              crisp-fold on Sun 2026-11-23 09:30
            \(Self.head) -> nothing
            joerg enters welcom on 2026-11-20 -> nothing
            """
        ).said
        #expect(
            said.map { $0.split(separator: " ").first ?? "" } == [
                "welcome.expect:1:1:", "welcome.expect:1:43:", "welcome.expect:2:3:", "welcome.expect:2:17:",
                "welcome.expect:4:14:", "welcome.expect:4:24:",
            ])
    }

    @Test("Random words never crash the reader, and every problem has a place in the file")
    func noise() {
        var random = SeededGenerator(seed: 11)
        let words = [
            "sam", "enters", "welcome", "on", "2026-11-20", "23:50", "->", ";", "download", "at", "once", "nothing",
            "after", "purchased", "and", "so", "Mon", "buys", "does", "in", "Auckland", "Friday", "a", "\n", "\n ", "#",
            "-", ">", "--->", "é;", "\t", "\u{0}",
        ]
        for _ in 0..<5_000 {
            let picked = (0..<Int.random(in: 0...25, using: &random)).compactMap { _ in
                words.randomElement(using: &random)
            }
            let log = ProblemLog()
            let text = picked.joined(separator: Bool.random(using: &random) ? " " : "")
            let list = ExpectationReader.read(
                text, file: "a", campaign: "welcome", names: Self.names, log: log)
            #expect(!list.isEmpty || !log.sorted.isEmpty, "\(text)")
            for problem in log.sorted { #expect(problem.line ?? 1 >= 1 && problem.column ?? 1 >= 1, "\(text)") }
        }
    }
}
