/// What the dashboard asks about the files.
package struct DashboardFiles: Sendable {
    /// Reads them, and looks at everybody who waits. Takes long where many do.
    let look: @Sendable () throws -> FilesLook
    /// What `usher reload` does; with a yes also where it is held.
    let reload: @Sendable (_ yes: Bool) throws -> DashboardActs.Said

    package init(
        look: @escaping @Sendable () throws -> FilesLook,
        reload: @escaping @Sendable (_ yes: Bool) throws -> DashboardActs.Said
    ) {
        self.look = look
        self.reload = reload
    }
}
