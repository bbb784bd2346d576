import Testing

@testable import UsherCore

@Suite("How a stream wants its text")
struct TerminalLookTests {
    struct Row: Sendable {
        var isTerminal = true
        var window = 0
        var environment: [String: String] = [:]
        let columns: Int?
        let hasColours: Bool
    }

    @Test(
        "A terminal has a width and colours, a pipe neither",
        arguments: [
            Row(window: 80, columns: 80, hasColours: true),
            Row(window: 80, environment: ["COLUMNS": "40", "TERM": "xterm"], columns: 80, hasColours: true),
            Row(environment: ["COLUMNS": "40"], columns: 40, hasColours: true),
            Row(environment: ["COLUMNS": "many", "NO_COLOR": ""], columns: nil, hasColours: true),
            Row(window: 80, environment: ["NO_COLOR": "1"], columns: 80, hasColours: false),
            Row(window: 80, environment: ["TERM": "dumb"], columns: 80, hasColours: false),
            Row(window: 3, columns: 20, hasColours: true),
            Row(isTerminal: false, environment: ["COLUMNS": "80"], columns: nil, hasColours: false),
        ])
    func look(_ row: Row) {
        let look = TerminalLook(isTerminal: row.isTerminal, window: row.window, environment: row.environment)
        #expect(look.columns == row.columns && look.hasColours == row.hasColours)
        #expect(look.isTerminal == row.isTerminal)
    }

    @Test("Each meaning has a colour of its own, and ends it")
    func tones() {
        let painted = Tone.allCases.map { $0.painted("x") }
        #expect(Set(painted).count == painted.count)
        #expect(painted.allSatisfy { $0.hasSuffix("x\u{1B}[0m") })
    }
}
