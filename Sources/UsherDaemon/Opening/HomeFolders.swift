import UsherCore

/// Where everything of one home lies. Absolute paths.
package struct HomeFolders: Hashable, Sendable {
    package let home: String
    package let state: String
    package let mode: Settings.Mode

    package init(home: String, state: String, mode: Settings.Mode) {
        self.home = home
        self.state = state
        self.mode = mode
    }

    /// Rehearsal and live share nothing that is sent.
    package var database: String { "\(state)/\(databaseName)" }
    package var databaseName: String { "\(mode == .live ? "usher" : "rehearsal").sqlite" }
    /// The same folders in the other mode.
    package var otherMode: HomeFolders {
        HomeFolders(home: home, state: state, mode: mode == .live ? .rehearsal : .live)
    }
    package var inbox: String { "\(state)/inbox" }
    package var keys: String { "\(state)/keys.json" }
}
