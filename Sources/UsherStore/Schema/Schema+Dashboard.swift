extension Schema {
    /// Version 5: who may look at the dashboard, and people by the beginning of their name.
    static let dashboard = """
        CREATE TABLE dashboard_links (
            -- A link that lets one browser in, once: what is kept of it is a hash of its secret.
            hash BLOB NOT NULL PRIMARY KEY,
            may_act INTEGER NOT NULL,
            made_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE dashboard_sessions (
            -- A browser that was let in: a hash of what it shows, and what its pages carry.
            hash BLOB NOT NULL PRIMARY KEY,
            page_token BLOB NOT NULL,
            may_act INTEGER NOT NULL,
            opened_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX contacts_name ON contacts (lower(name), address_key) WHERE name IS NOT NULL;
        """
}
