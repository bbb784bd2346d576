import UsherCore

/// What the dashboard asks about the files.
package struct DashboardFiles: Sendable {
    /// Reads them, and looks at everybody who waits. Takes long where many do.
    let look: @Sendable () throws -> FilesLook
    /// What `usher reload` does; where it is held, as far as a yes reaches that was said to what was shown.
    let reload: @Sendable (_ yes: ReloadShown?) throws -> DashboardActs.Said

    package init(
        look: @escaping @Sendable () throws -> FilesLook,
        reload: @escaping @Sendable (_ yes: ReloadShown?) throws -> DashboardActs.Said
    ) {
        self.look = look
        self.reload = reload
    }
}
