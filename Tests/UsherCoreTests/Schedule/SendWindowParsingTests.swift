import Testing
import UsherCore

@Suite("A send window in a file")
struct SendWindowParsingTests {
    @Test(
        "reads days and hours, and is printed in one form",
        arguments: [
            ("weekdays 09:00-18:00", [1, 2, 3, 4, 5], 540, 1080, "weekdays 09:00-18:00"),
            ("weekends 9:00-18:00", [6, 7], 540, 1080, "weekends 09:00-18:00"),
            ("mon-sat 08:00-20:00", [1, 2, 3, 4, 5, 6], 480, 1200, "mon-sat 08:00-20:00"),
            ("Every  Day 09:00-24:00", [1, 2, 3, 4, 5, 6, 7], 540, 1440, "every day 09:00-24:00"),
            ("mon,wed, fri 10:00-12:30", [1, 3, 5], 600, 750, "mon,wed,fri 10:00-12:30"),
            ("sun,mon-tue 00:00-00:01", [1, 2, 7], 0, 1, "mon-tue,sun 00:00-00:01"),
        ])
    func reads(text: String, days: [Int], from: Int, to: Int, printed: String) throws {
        let window = try SendWindow(parsing: text)
        #expect(window.weekdays == Set(days))
        #expect(window.from.minutes == from)
        #expect(window.to.minutes == to)
        #expect(window.description == printed)
        #expect(try SendWindow(parsing: printed) == window)
    }

    private static let form =
        "write for example 'weekdays 09:00-18:00', 'mon-sat 08:00-20:00' or 'every day 09:00-21:00'"

    @Test(
        "says what is wrong",
        arguments: [
            ("", "'' is not a send window; \(form)"), ("09:00-18:00", "'09:00-18:00' is not a send window; \(form)"),
            ("weekdasy 09:00-18:00", "'weekdasy' is not a day; \(form); did you mean 'weekdays'?"),
            ("weekdays 9-18", "'9-18' is not a span of hours; \(form)"),
            ("weekdays 09:00-25:00", "'09:00-25:00' is not a span of hours; \(form)"),
            (
                "weekdays 18:00-09:00",
                "a send window ends later than it begins, on the same day; '18:00-09:00' does not; \(form)"
            ),
            (
                "weekdays 09:00-09:00",
                "a send window ends later than it begins, on the same day; '09:00-09:00' does not; \(form)"
            ),
            ("fri-mon 09:00-18:00", "'fri-mon' runs over the end of a week; write 'fri-sun,mon-mon'"),
            ("mon-tue-wed 09:00-18:00", "'mon-tue-wed' names no days; \(form)"),
            ("mon, 09:00-18:00", "'' is not a day; \(form)"),
        ])
    func refuses(text: String, reason: String) {
        #expect(throws: Misreading(reason)) { try SendWindow(parsing: text) }
    }

    @Test("a time of day", arguments: [("09:30", 570), ("9:30", 570), ("00:00", 0), ("23:59", 1439), (" 12:00 ", 720)])
    func time(text: String, minutes: Int) throws {
        #expect(try TimeOfDay(parsing: text).minutes == minutes)
    }

    @Test(
        "what is no time of day",
        arguments: ["", "24:00", "9", "9:5", "09:60", "09:30:00", "-1:30", "+9:30", "٠٩:٣٠", "9.30"])
    func noTime(text: String) {
        #expect(throws: Misreading("'\(text)' is not a time of day; write for example '09:30', from 00:00 to 23:59")) {
            try TimeOfDay(parsing: text)
        }
    }
}
