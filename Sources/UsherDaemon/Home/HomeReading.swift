import UsherCore

/// What one look at a home found.
package struct HomeReading: Sendable {
    /// What could be read, with defaults where something could not; only for finding more problems. Nil when
    /// `usher.yaml` itself could not be read.
    package let readable: HomeFiles?
    /// By file, line and column.
    package let problems: [Problem]

    /// What may be used; nil when anything is wrong.
    package var files: HomeFiles? { problems.contains { $0.severity == .error } ? nil : readable }
}
