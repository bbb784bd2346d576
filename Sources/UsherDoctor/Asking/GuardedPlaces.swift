import UsherCore
import UsherHome
import UsherMail

/// The files and folders of a home that others must not read or change.
package struct GuardedPlaces {
    private let settings: Settings
    private let home: String
    private let state: String
    /// The keys and databases of the state folder.
    private let files: [String]
    /// The latest backup, which has all secrets of the state folder in it; nil where there is none.
    private let backup: String?

    package init(settings: Settings, home: String, state: String, files: [String], backup: String?) {
        self.settings = settings
        self.home = home
        self.state = state
        self.files = files
        self.backup = backup
    }

    /// The files and folders that are there, each with who may do what with it.
    package var found: [MachineFacts.Place] {
        let secret = [state] + files + signing + [backup].compactMap(\.self)
        let plain = ["", "/config", "/config/usher.yaml", "/config/campaigns", "/templates"].map { home + $0 }
        return secret.compactMap { .at($0, .secret) }
            + settings.secretFiles.map(absolute).compactMap { .at($0, .password) }
            + (plain + settings.trustedFiles.map(absolute)).compactMap { .at($0, .plain) }
    }

    private var signing: [String] {
        do {
            return try DKIMKeyFolder(state: state, environment: [:]).names()
                .map { "\(state)/\(DKIMKeyFolder.fileName($0))" }
        } catch { return [] }  // A state folder that cannot be listed has no names to look at.
    }

    private func absolute(_ path: String) -> String { FolderPath.absolute(path, from: home) }
}
