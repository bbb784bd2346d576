import UsherCore
import UsherReports

/// The questions that the dashboard asks about people, in the words of the commands.
package struct DashboardContacts: Sendable {
    /// The contact of this number; nil for a number that nobody has, or has any more.
    let contact: @Sendable (ContactID) throws -> Contact?
    /// The contacts whose address or name begins with the text, at most so many.
    let find: @Sendable (String, Int) throws -> [Contact]
    /// The story that `usher why` tells; nil for a number that nobody has, or has any more.
    let story: @Sendable (ContactID) throws -> ContactStory?
    /// The file that `usher contact export` prints.
    let file: @Sendable (Contact) throws -> String
    /// Why a whole address that is no contact's is not mailed. Empty for anything else.
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
