/// Something wrong with a file, at a place a person can go to.
///
/// Printed as `config/campaigns/excite.yaml:12:7: error: unknown key 'wiat'; did you mean 'wait'?`, the form that
/// editors understand.
package struct Problem: Error, Hashable, Sendable, Codable {
    package enum Severity: String, Sendable, Codable {
        /// The files cannot be used as they are.
        case error
        /// The files can be used, and somebody should know this.
        case warning
    }

    package var severity: Severity
    /// The file's path, relative to the home, with `/`.
    package var file: String
    /// The line, counted from 1; nil when the whole file is meant.
    package var line: Int?
    /// The column in characters, counted from 1; nil when the whole line is meant.
    package var column: Int?
    /// The message, one sentence without a full stop: what is wrong and what to do.
    package var message: String
    /// Whether the machine failed, and nothing is known of the file: the same again may well work.
    package var isMachines = false

    private enum CodingKeys: String, CodingKey {
        case severity, file, line, column, message
    }

    package init(_ severity: Severity = .error, file: String, line: Int? = nil, column: Int? = nil, _ message: String) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }
}

extension Problem: CustomStringConvertible {
    package var description: String { "\(place): \(severity.rawValue): \(message)" }

    /// The place as people read it: `config/campaigns/excite.yaml:12:7`.
    package var place: String {
        [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    }
}

extension [Problem] {
    /// Whether some file could not be read at all for the machine's sake: then nothing is known of the rest either.
    package var areMachines: Bool { contains { $0.severity == .error && $0.isMachines } }

    /// As many problems as somebody reads: of those in order of place the first hundred of each file, and, where the
    /// next one stands, how many more there are. To be called once: a second time would take the last for a problem.
    package func bounded(perFile most: Int = 100) -> [Problem] {
        guard count > most else { return self }
        let totals = Dictionary(map { ($0.file, 1) }, uniquingKeysWith: +)
        var seen: [String: Int] = [:]
        return compactMap { problem in
            let number = (seen[problem.file] ?? 0) + 1
            seen[problem.file] = number
            guard number > most else { return problem }
            guard number == most + 1, let total = totals[problem.file] else { return nil }
            let hasError = contains { $0.file == problem.file && $0.severity == .error }
            return Problem(
                hasError ? .error : .warning, file: problem.file, line: problem.line,
                "\(total - most) more problems are not shown; correct these and check again")
        }
    }
}

/// Several problems, reported together.
package struct Problems: Error, Sendable {
    package let list: [Problem]

    package init(_ list: [Problem]) { self.list = list }
}
