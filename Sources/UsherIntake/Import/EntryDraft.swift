import UsherCore

/// One row of a contacts file: a person, and the key of the enrollment it asks for.
package struct EntryDraft: Hashable, Sendable {
    /// Without a consent; who imports says what was agreed to.
    package var person: ContactDraft
    /// Empty when the file has no `key` column or the field is empty.
    package var key: String

    package init(person: ContactDraft, key: String = "") {
        self.person = person
        self.key = key
    }
}

/// What came of one row. The line is that of the row's first field, from 1.
package enum ContactsRow: Hashable, Sendable {
    case row(line: Int, EntryDraft)
    /// The reason is one clause for people; the rows around it are not touched.
    case bad(line: Int, reason: String)
}
