extension Schema {
    /// What has been changed in the tables since version 1, each once and in order: the first makes version 2 of version
    /// 1, and so on. A new database gets version 1 and then all of them, so that it has the same tables as an old one.
    ///
    /// One that was released is never changed again; a mistake in it is mended by the next. Each has a test from a
    /// database that the version before it wrote (`Tests/Fixtures/databases`).
    static let migrations = [
        returns,
        [erased, breakers, retention, streams, dashboard, campaignTable, partRefunds].joined(separator: "\n"),
    ]
}
