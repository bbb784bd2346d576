extension Schema {
    /// What has been changed in the tables since version 1, each once and in order: the first makes version 2 of
    /// version 1, and so on. A new database gets version 1 and then all of them, so that it has the same tables as an
    /// old one.
    ///
    /// None is ever changed that somebody may have built, which is from its first landing on; a mistake in it is mended
    /// by the next. Tests know each by its SHA-256, and have a database of each version before the last
    /// (`Tests/Fixtures/databases`).
    static let migrations = [
        returns, [erased, breakers].joined(separator: "\n"), [retention, streams].joined(separator: "\n"),
        [answers, dashboard, campaignTable].joined(separator: "\n"),
        partRefunds,
        breakerOfOrders,
    ]
}
