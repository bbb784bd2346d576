extension Schema {
    /// What it takes to tell events once more in the order in which they happened: as what an event was told, what came
    /// along with it, and which event began a run, and when that happened. Rows from before have none of it, and stay
    /// as they are. And who was there at the end of a period that is over.
    static let version11 = """
        ALTER TABLE events ADD COLUMN told TEXT;
        ALTER TABLE events ADD COLUMN link TEXT;
        ALTER TABLE events ADD COLUMN promoter INTEGER REFERENCES contacts (id);
        ALTER TABLE events ADD COLUMN by_code INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE enrollments ADD COLUMN begun_by INTEGER REFERENCES events (id);
        ALTER TABLE enrollments ADD COLUMN since INTEGER;
        CREATE INDEX transitions_enrollment ON transitions (enrollment) WHERE enrollment IS NOT NULL;
        CREATE INDEX contacts_created ON contacts (created_at);
        CREATE INDEX contacts_erased ON contacts (erased_at) WHERE erased_at IS NOT NULL;
        """
}
