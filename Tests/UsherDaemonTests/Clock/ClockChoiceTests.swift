import Testing
import UsherCore

@testable import UsherDaemon

@Suite("The choice of a clock")
struct ClockChoiceTests {
    @Test(
        "Is the system's, or stepped from a moment",
        arguments: [
            ("system", ClockChoice.system),
            ("stepped:2026-03-02T08:00:00Z", .stepped(from: Timestamp(seconds: 1_772_438_400))),
            ("stepped:2026-03-02T09:00:00+01:00", .stepped(from: Timestamp(seconds: 1_772_438_400))),
            ("stepped:2026-03-02 08:00", .stepped(from: Timestamp(seconds: 1_772_438_400))),
        ])
    func good(_ text: String, _ choice: ClockChoice) { #expect(ClockChoice(text: text) == choice) }

    @Test(
        "Is nothing else",
        arguments: ["", "System", "stepped", "stepped:", "stepped:soon", "stepped:2026-02-30", "fast"])
    func bad(_ text: String) { #expect(ClockChoice(text: text) == nil) }

    @Test("Times are printed as they are read")
    func printed() { #expect(Timestamp(seconds: 1_772_438_400).iso8601 == "2026-03-02T08:00:00Z") }
}

@Suite("A stepped calendar's note")
struct ClockNoteTests {
    @Test("Says the moment again, and nothing for another line")
    func note() {
        let moment = Timestamp(milliseconds: 1_772_438_400_123)
        #expect(ClockNote.moment(ClockNote.text(moment)) == moment)
        for text in [nil, "", "system", "stepped:", "stepped:x"] { #expect(ClockNote.moment(text) == nil) }
    }
}
