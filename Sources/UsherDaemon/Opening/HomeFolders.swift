import UsherCore
import UsherHome

/// The folders of one home, as absolute paths.
package struct HomeFolders: Hashable, Sendable {
    package let home: String
    package let state: String
    package let mode: Settings.Mode

    package init(home: String, state: String, mode: Settings.Mode) {
        self.home = home
        self.state = state
        self.mode = mode
    }

    /// The path of the mode's database: rehearsal and live share nothing that is sent.
    package var database: String { "\(state)/\(databaseName)" }
    package var databaseName: String { "\(mode == .live ? "usher" : "rehearsal").sqlite" }
    /// The folders of this home in the other mode.
    package var otherMode: HomeFolders {
        HomeFolders(home: home, state: state, mode: mode == .live ? .rehearsal : .live)
    }
    package var inbox: String { "\(state)/inbox" }
    package var keys: String { "\(state)/keys.json" }

    /// The folder in which mail that comes back is taken. Only live has one that others write into: of what rehearsal
    /// sends nothing comes back by itself, and what is about live messages says nothing to its database.
    package func spool(_ settings: Settings) -> String {
        guard mode == .live else { return "\(state)/rehearsal-spool" }
        return FolderPath.absolute(settings.receive.spool ?? "\(state)/spool", from: home)
    }
}
