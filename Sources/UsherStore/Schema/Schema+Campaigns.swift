extension Schema {
    /// The tables of what the files say, as far as rows refer to it.
    static let campaigns = """
        CREATE TABLE campaigns (
            -- A campaign's name with a number: a rename changes the name, and no history.
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE steps (
            -- A step's name with a number, likewise.
            id INTEGER PRIMARY KEY,
            campaign INTEGER NOT NULL REFERENCES campaigns (id),
            name TEXT NOT NULL,
            UNIQUE (campaign, name)
        ) STRICT;

        CREATE TABLE revisions (
            -- The sources that messages were made from, by their SHA-256.
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            sources TEXT NOT NULL
        ) STRICT;
        """
}
