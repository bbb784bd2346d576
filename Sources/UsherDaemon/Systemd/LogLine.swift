import Logging
import UsherCore

/// One log entry as text: `message key=value key="two words"`, always exactly one line.
///
/// | style | example |
/// | --- | --- |
/// | journal | `<5>relay paused code=421 relay=mail.example` |
/// | terminal | `2026-11-22T10:00:00.123Z notice   relay paused code=421 relay=mail.example` |
struct LogLine {
    let style: LogStyle
    let level: Logger.Level
    let message: String
    let metadata: Logger.Metadata

    /// The line in UTF-8, with the line break at the end. Keys stand in alphabetical order.
    func bytes(at time: Timestamp) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(160)
        switch style {
        case .journal:
            line.append(contentsOf: "<\(level.syslogPriority)>".utf8)
        case .terminal:
            line.append(contentsOf: time.iso8601Milliseconds)
            let name = level.rawValue.utf8
            line.append(UInt8(ascii: " "))
            line.append(contentsOf: name)
            line.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(1, 9 - name.count)))
        }
        LogText.append(message, to: &line)
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            line.append(UInt8(ascii: " "))
            LogText.append(key, to: &line)
            line.append(UInt8(ascii: "="))
            LogText.appendQuoted("\(value)", to: &line)
        }
        line.append(UInt8(ascii: "\n"))
        return line
    }
}

extension Logger.Level {
    /// The level's number in syslog(3): 2 critical, 3 error, 4 warning, 5 notice, 6 informational, 7 debug.
    var syslogPriority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
