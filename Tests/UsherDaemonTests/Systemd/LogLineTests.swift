import Logging
import Testing
import UsherCore

@testable import UsherDaemon

@Suite("A log line")
struct LogLineTests {
    private let time = Timestamp(milliseconds: 1_795_341_600_123)

    private func line(
        _ style: LogStyle, _ level: Logger.Level = .info, _ message: String, _ metadata: Logger.Metadata = [:]
    ) -> String {
        let line = LogLine(style: style, level: level, message: message, metadata: metadata)
        return String(decoding: line.bytes(at: time), as: UTF8.self)
    }

    @Test("for journald carries the priority of sd-daemon and no time")
    func priorities() {
        let lines = Logger.Level.allCases.map { line(.journal, $0, "x") }
        #expect(lines == ["<7>x\n", "<7>x\n", "<6>x\n", "<5>x\n", "<4>x\n", "<3>x\n", "<2>x\n"])
    }

    @Test("for people carries the time in UTC and the level")
    func terminal() {
        #expect(line(.terminal, .notice, "relay paused") == "2026-11-22T10:00:00.123Z notice   relay paused\n")
        #expect(line(.terminal, .critical, "x") == "2026-11-22T10:00:00.123Z critical x\n")
    }

    @Test("has its keys in alphabetical order, and quotes around values only where they are needed")
    func metadata() {
        let metadata: Logger.Metadata = [
            "relay": "mail.example:587", "code": "421", "why": "too many connections", "empty": "", "q": "a\"b\\c",
            "expression": "a=b", "list": ["1", "2"],
        ]
        #expect(
            line(.journal, .notice, "relay paused", metadata)
                == #"<5>relay paused code=421 empty="" expression="a=b" list="[\"1\", \"2\"]" q="a\"b\\c" "#
                + #"relay=mail.example:587 why="too many connections""# + "\n")
    }

    @Test("is one line, whatever stands in message and values", arguments: LogStyle.allCases)
    func oneLine(style: LogStyle) {
        let hostile = "a\nb\r\nc\u{0}\u{7}\u{1B}[31m\u{85}\u{2028}d\te"
        let text = line(style, .info, hostile, ["k": "\(hostile)", "bad\nkey": "v"])
        #expect(text.hasSuffix("\n"))
        let controls = text.dropLast().unicodeScalars.filter {
            $0.value < 0x20 || $0.value == 0x2028 || $0.value == 0x85
        }
        #expect(controls.isEmpty)
        #expect(text.contains(#"a\nb\r\nc\u{0}\u{7}\u{1b}[31m\u{85}\u{2028}d\te"#))
    }
}
