import UsherCore

/// The questions that the dashboard asks about the files.
package struct DashboardFiles: Sendable {
    /// Reads the files, and looks at everybody who waits. Takes long where many do.
    let look: @Sendable () throws -> FilesLook
    /// A number that is another one once the files, those in force or what the daemon says of them are others. Looks at
    /// the folders, and reads nothing.
    let state: @Sendable () -> Int
    /// Why the latest files do not serve, in the daemon's words; nil where they do.
    let trouble: @Sendable () -> String?
    /// Does what `usher reload` does; where that is held, as far as a yes reaches that was said to what was shown.
    let reload: @Sendable (_ yes: ReloadShown?) throws -> DashboardActs.Said

    package init(
        look: @escaping @Sendable () throws -> FilesLook, state: @escaping @Sendable () -> Int,
        trouble: @escaping @Sendable () -> String?,
        reload: @escaping @Sendable (_ yes: ReloadShown?) throws -> DashboardActs.Said
    ) {
        self.look = look
        self.state = state
        self.trouble = trouble
        self.reload = reload
    }
}
