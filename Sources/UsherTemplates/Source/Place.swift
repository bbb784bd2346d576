import UsherCore

/// A place in a source file that a person can go to.
struct Place: Hashable, Sendable {
    /// Relative to the home.
    var file: String
    /// From 1.
    var line: Int
    /// From 1, in characters.
    var column: Int

    func isOnLine(of other: Place) -> Bool { file == other.file && line == other.line }

    func problem(_ message: String) -> Problem { Problem(file: file, line: line, column: column, message) }
}

extension Place: CustomStringConvertible {
    var description: String { "\(file):\(line):\(column)" }
}

extension Place: Comparable {
    static func < (left: Place, right: Place) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
