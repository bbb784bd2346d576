import Foundation
import UsherCore
import UsherSupport

/// The answer of this machine's spam filter about a message.
package enum SpamAnswer: Hashable, Sendable {
    /// No spam filter is installed.
    case nobody
    case trouble(program: String, String)
    case score(program: String, Double, limit: Double)
}

/// Asks the first spam filter that is installed. Blocks, `seconds` at most.
package struct SpamFilter {
    /// The programs in the order in which they are looked for, and how they are asked.
    static let programs: [(name: String, arguments: [String])] = [
        ("rspamc", ["symbols"]), ("spamc", ["-c"]), ("spamassassin", ["-t", "-L"]),
    ]

    /// The folders that programs are looked for in, as in `$PATH`.
    private let path: String
    private let seconds: Int

    /// The largest answer that is read, in octets.
    private static let largest = 1 << 20

    package init(environment: [String: String], seconds: Int = 60) {
        path = environment["PATH"] ?? "/usr/bin"
        self.seconds = seconds
    }

    package func answer(_ message: [UInt8]) -> SpamAnswer {
        for program in Self.programs {
            let places = path.split(separator: ":").map { "\($0)/\(program.name)" }
            guard let place = places.first(where: { access($0, X_OK) == 0 }) else { continue }
            return ask(program.name, place, program.arguments, message)
        }
        return .nobody
    }

    private func ask(_ name: String, _ place: String, _ arguments: [String], _ message: [UInt8]) -> SpamAnswer {
        let child = ChildProgram(
            place, arguments, environment: ["PATH": path, "HOME": NSTemporaryDirectory()], input: message,
            seconds: seconds, mostOutput: Self.largest)
        let result: ChildProgram.Result
        do { result = try child.run() } catch { return .trouble(program: name, "\(error)") }
        if result.end == .tookTooLong { return .trouble(program: name, "no answer in \(seconds) seconds") }
        guard let (score, limit) = Self.score(of: name, in: String(decoding: result.output, as: UTF8.self)) else {
            return .trouble(program: name, "its server is perhaps not there")
        }
        return .score(program: name, score, limit: limit)
    }

    /// | Program | Says | Score and limit |
    /// | --- | --- | --- |
    /// | `rspamc symbols` | `Score: 1.20 / 15.00` | 1.2 of 15 |
    /// | `spamc -c` | `1.2/5.0` | 1.2 of 5 |
    /// | `spamc -c` | `0/0` | nothing: spamd is not there |
    /// | `spamassassin -t -L` | `X-Spam-Status: No, score=1.2 required=5.0 ...` | 1.2 of 5 |
    static func score(of program: String, in text: String) -> (score: Double, limit: Double)? {
        let found: (Substring, Substring)?
        switch program {
        case "rspamc":
            found = text.firstMatch(of: /Score: *(-?[0-9]+(?:\.[0-9]+)?) *\/ *([0-9]+(?:\.[0-9]+)?)/).map {
                ($0.1, $0.2)
            }
        case "spamc":
            found = text.prefixMatch(of: /(-?[0-9]+(?:\.[0-9]+)?)\/([0-9]+(?:\.[0-9]+)?)/).map { ($0.1, $0.2) }
        default:
            found = text.firstMatch(
                of: /X-Spam-Status: [^\n]*score=(-?[0-9]+(?:\.[0-9]+)?) required=([0-9]+(?:\.[0-9]+)?)/
            ).map { ($0.1, $0.2) }
        }
        guard let found, let score = Double(found.0), let limit = Double(found.1), limit > 0 else { return nil }
        return (score, limit)
    }
}
