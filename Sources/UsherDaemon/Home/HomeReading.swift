import UsherCore

/// What one look at a home found.
package struct HomeReading: Sendable {
    /// What could be read, with defaults where something could not; only for finding more problems. Nil when
    /// `usher.yaml` itself could not be read.
    package let readable: HomeFiles?
    /// By file, line and column.
    package let problems: [Problem]

    package var errors: [Problem] { problems.filter { $0.severity == .error } }

    /// What may be used; nil when anything is wrong.
    package var files: HomeFiles? { errors.isEmpty ? readable : nil }

    /// What could be read, where at least `usher.yaml` is right: enough to know the state folder and the mode. Throws every problem else.
    package func withSettings() throws(Problems) -> HomeFiles {
        guard let readable, !errors.contains(where: { $0.file == "config/usher.yaml" }) else {
            throw Problems(problems)
        }
        return readable
    }
}
