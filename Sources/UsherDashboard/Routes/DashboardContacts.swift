import UsherCore
import UsherReports

/// What the dashboard asks about people, in the words of the commands.
package struct DashboardContacts: Sendable {
    /// Nil for a number that nobody has, or has any more.
    let contact: @Sendable (ContactID) throws -> Contact?
    /// Whose address or name begins so, so many at most.
    let find: @Sendable (String, Int) throws -> [Contact]
    /// What `usher why` says; nil for a number that nobody has, or has any more.
    let story: @Sendable (ContactID) throws -> ContactStory?
    /// What `usher contact export` prints.
    let file: @Sendable (Contact) throws -> String
    /// Of a whole address that is no contact's: why it is not mailed. Empty for anything else.
    let noes: @Sendable (String) throws -> [String]

    package init(
        contact: @escaping @Sendable (ContactID) throws -> Contact?,
        find: @escaping @Sendable (String, Int) throws -> [Contact],
        story: @escaping @Sendable (ContactID) throws -> ContactStory?,
        file: @escaping @Sendable (Contact) throws -> String, noes: @escaping @Sendable (String) throws -> [String]
    ) {
        self.contact = contact
        self.find = find
        self.story = story
        self.file = file
        self.noes = noes
    }
}
