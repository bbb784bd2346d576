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

    /// Where the values of `usher.yaml` stand, by dotted name: `smtp.password_file`.
    let places: [String: Place]

    /// Nil where `usher.yaml` is right, and where it does not even say plainly which database is meant.
    let glance: SettingsGlance?

    /// Whether the settings are those of `usher.yaml`, and no defaults stand in for them.
    package var hasSettings: Bool { readable != nil && !errors.contains { $0.file == "config/usher.yaml" } }

    /// What could be read, where `usher.yaml` says at least which database is meant. Throws every problem else.
    package func withSettings() throws(Problems) -> HomeFiles {
        if hasSettings, let readable { return readable }
        guard let glance else { throw Problems(problems) }
        if let readable, readable.settings.mode == glance.mode, readable.settings.state == glance.state {
            return readable
        }
        return HomeFiles(
            settings: Settings(mode: glance.mode, sender: Mailbox(name: "", address: ""), state: glance.state))
    }
}
