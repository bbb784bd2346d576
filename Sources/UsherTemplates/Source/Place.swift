import UsherCore

/// A place in a source file that a person can go to.
struct Place: Hashable, Sendable {
    /// The file's path, relative to the home.
    var file: String
    /// The line, counted from 1.
    var line: Int
    /// The column in characters, counted from 1.
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
