import Foundation
import TestSupport
import Testing

/// A golden file of commands as they are typed, and of what they answer.
///
///     == NAME        a case; its commands run one after the other in a home of their own, as `usher init` writes it
///     $ COMMAND      a line for sh(1), in the home; the lines up to the next one are its answer
///     | TEXT         a line of standard output
///     ! TEXT         a line of standard error
///     [CODE]         the exit code, where it is not 0
///     # TEXT         a remark
///
/// What differs from run to run is masked: the home is `/shop`, a time `TIME`, why it is then `WHY`, a process
/// `process N`, a size `N KiB`, and so are the numbers of shipped files (`N files`, `N campaigns`), which grow.
struct CLITranscript {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var exchanges: [Exchange] = []

        var testDescription: String { name }
    }

    struct Exchange: Hashable, Sendable {
        var command: String
        var answer: [String] = []
    }

    /// In the checkout.
    let path: String
    private(set) var cases: [Case] = []
    private let preamble: String

    init(_ path: String) {
        self.path = path
        let text = (try? Repository.text(path)) ?? ""
        preamble = (text.components(separatedBy: "\n== ").first ?? "").trimmingCharacters(in: .newlines)
        for line in text.split(separator: "\n").map(String.init) {
            let rest = String(line.dropFirst(2))
            if line.hasPrefix("== ") {
                cases.append(Case(name: String(line.dropFirst(3))))
            } else if cases.isEmpty || line.hasPrefix("# ") {
                continue
            } else if line.hasPrefix("$ ") {
                cases[cases.count - 1].exchanges.append(Exchange(command: rest))
            } else if let last = cases[cases.count - 1].exchanges.indices.last {
                cases[cases.count - 1].exchanges[last].answer.append(line)
            }
        }
    }

    /// What the built binary answers now.
    static func play(_ transcript: Case) async throws -> [Exchange] {
        let folder = try TemporaryFolder("cli")
        let home = folder("shop")
        try FileManager.default.createDirectory(atPath: folder("bin"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder("bin/usher"), withDestinationPath: UsherProcess.binary)
        _ = try await UsherProcess.run(["init", home])
        let path = "\(folder("bin")):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        var played: [Exchange] = []
        for exchange in transcript.exchanges {
            let result = try await Program(
                "/bin/sh", ["-c", "cd '\(home)' || exit\n\(exchange.command)"],
                environment: ["PATH": path, "COLUMNS": "80"]
            ).wait()
            played.append(Exchange(command: exchange.command, answer: answer(result, home: home)))
        }
        return played
    }

    /// Writes what is answered now into the file; read the difference before you keep it.
    func record() async throws {
        var text = preamble + "\n"
        for transcript in cases {
            text += "\n== \(transcript.name)\n"
            for exchange in try await Self.play(transcript) {
                text += (["$ \(exchange.command)"] + exchange.answer).joined(separator: "\n") + "\n"
            }
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: Repository.file(path)))
    }

    private static func answer(_ result: Program.Result, home: String) -> [String] {
        var lines = masked(result.output, home: home).map { "| \($0)" }
        lines += masked(result.errors, home: home).map { "! \($0)" }
        switch result.end {
        case .exit(0): break
        case .exit(let code): lines.append("[\(code)]")
        case .signal(let signal): lines.append("[signal \(signal)]")
        }
        return lines
    }

    private static func masked(_ text: String, home: String) -> [String] {
        let masked = text.replacing("\r\n", with: "\n").replacing(home, with: "/shop")
            .replacing(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/, with: "TIME")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}Z)?/, with: "TIME")
            // A week from a Sunday the window is closed.
            .replacing(/(, as its wait says|: not sooner, because of the send window[a-z ]*)/, with: ", WHY")
            .replacing(/process [0-9]+/, with: "process N")
            .replacing(/(database   |log of |, )[0-9]+ (KiB|MiB)/) { "\($0.1)N \($0.2)" }
            .replacing(/by Usher [0-9.]+/, with: "by Usher N")
            .replacing(/"(log|octets)" : [0-9]+/) { "\"\($0.1)\" : N" }
            .replacing(/[0-9]+ (files|more|campaigns|steps|messages in|sample people|expectations played)/) {
                "N \($0.1)"
            }
        return masked.hasSuffix("\n")
            ? masked.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            : masked.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).filter { !$0.isEmpty }
    }
}
