import Testing
import UsherCore

@Suite("A duration in a file")
struct WaitParsingTests {
    @Test(
        "reads numbers with a unit",
        arguments: [
            ("0", Wait.none), ("0 days", .none), ("3 days", Wait(days: 3)), ("1 day", Wait(days: 1)),
            ("2 weeks", Wait(days: 14)), (" 4 hours ", Wait(days: 0, milliseconds: 14_400_000)),
            ("90 minutes", Wait(days: 0, milliseconds: 5_400_000)), ("45 seconds", Wait(days: 0, milliseconds: 45_000)),
            ("3days", Wait(days: 3)),
        ])
    func reads(text: String, wait: Wait) throws {
        #expect(try Wait(parsing: text) == wait)
    }

    @Test(
        "says what is wrong and what to write",
        arguments: [
            ("3 dyas", "'3 dyas' is not a duration; write for example '3 days' or '4 hours'; did you mean 'days'?"),
            ("", "'' is not a duration; write for example '3 days' or '4 hours'"),
            ("soon", "'soon' is not a duration; write for example '3 days' or '4 hours'"),
            ("3", "'3' has no unit; write for example '3 days' or '3 hours'"),
            ("1.5 hours", "'1.5 hours' is not a whole number; write for example '90 minutes' instead of '1.5 hours'"),
            ("-3 days", "'-3 days' is not a duration; write for example '3 days' or '4 hours'"),
            ("2 months", "months differ in length; write days instead: '60 days'"),
            ("4000 days", "'4000 days' is longer than ten years"),
            ("999999999 weeks", "'999999999 weeks' is longer than ten years"),
            (
                "99999999999999999999 days",
                "'99999999999999999999 days' is not a duration; write for example '3 days' or '4 hours'"
            ),
        ])
    func refuses(text: String, reason: String) {
        #expect(throws: Misreading(reason)) { try Wait(parsing: text) }
    }

    @Test(
        "is printed as it may be written", arguments: ["0", "1 day", "14 days", "1 hour", "45 seconds", "90 minutes"])
    func prints(text: String) throws {
        #expect(try Wait(parsing: text).description == text)
    }
}
