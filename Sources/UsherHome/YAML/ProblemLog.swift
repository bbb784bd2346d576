import UsherCore

/// Collects everything that one reading finds wrong, so that it is reported at once.
final class ProblemLog {
    private var found: [Problem] = []

    /// By file, line and column; a problem of a whole file comes before those of its lines.
    var sorted: [Problem] {
        let unique = Set(found)
        return unique.sorted { left, right in
            (left.file, left.line ?? 0, left.column ?? 0, left.message)
                < (right.file, right.line ?? 0, right.column ?? 0, right.message)
        }
    }

    /// The machine could not read a file.
    func addMachines(_ file: String, _ message: String) {
        var problem = Problem(file: file, message)
        problem.isMachines = true
        found.append(problem)
    }

    func add(_ severity: Problem.Severity = .error, at place: Place, _ message: String) {
        found.append(Problem(severity, file: place.file, line: place.line, column: place.column, message))
    }
}
