import Foundation
import Testing
import TestSupport

@testable import UsherHome

/// `Tests/Golden/broken-homes.txt`: a good home, the ways to break it, and exactly what is said about each.
///
///     file PATH                the good home's files, before the first case; each line of the text after `| `
///     == NAME                  a case
///     change PATH              followed by `- OLD` and `+ NEW`, one line or several of each (`\t` is a tab)
///     write PATH               the whole file, each line after `| `
///     remove PATH
///     > PROBLEM                what must be said, in this order
struct BrokenHomes {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var steps: [(verb: String, path: String, old: [String], new: [String])] = []
        var expected: [String] = []

        var testDescription: String { name }
    }

    private(set) var files: [(path: String, text: String)] = []
    private(set) var cases: [Case] = []

    init(_ golden: String) {
        var path = ""
        for raw in golden.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = String(raw)
            let rest = String(line.drop { $0 != " " }.dropFirst())
            let last = cases.count - 1
            let step = last < 0 ? -1 : cases[last].steps.count - 1
            if line.hasPrefix("== ") {
                cases.append(Case(name: rest))
            } else if line.hasPrefix("file ") {
                path = rest
                files.append((path, ""))
            } else if line.hasPrefix("|"), cases.isEmpty {
                files[files.count - 1].text += rest + "\n"
            } else if line.hasPrefix("|") {
                cases[last].steps[step].new.append(rest)
            } else if line.hasPrefix("- ") {
                cases[last].steps[step].old.append(rest)
            } else if line.hasPrefix("+ ") {
                cases[last].steps[step].new.append(rest.replacing("\\t", with: "\t"))
            } else if line.hasPrefix("> ") {
                cases[last].expected.append(rest)
            } else if !line.isEmpty, !line.hasPrefix("#") {
                cases[last].steps.append((String(line.prefix { $0 != " " }), rest, [], []))
            }
        }
    }

    /// Writes the good home with a case's breakage into a folder and says what was wrong with the case itself.
    func make(_ broken: Case, in folder: TemporaryFolder) throws -> String? {
        try HomeWriter.write(files, to: folder.path)
        for step in broken.steps {
            let url = URL(fileURLWithPath: folder(step.path))
            let new = step.new.joined(separator: "\n")
            switch step.verb {
            case "remove": try FileManager.default.removeItem(at: url)
            case "write":
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data((new.isEmpty ? "" : new + "\n").utf8).write(to: url)
            case "change":
                let text = try String(contentsOf: url, encoding: .utf8)
                let old = step.old.joined(separator: "\n")
                guard text.contains(old), !old.isEmpty else { return "'\(old)' is not in \(step.path)" }
                try Data(text.replacing(old, with: new, maxReplacements: 1).utf8).write(to: url)
            default: return "unknown step '\(step.verb)'"
            }
        }
        return nil
    }
}
