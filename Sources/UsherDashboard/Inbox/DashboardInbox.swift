import UsherCore

/// The questions that the dashboard asks about rehearsal's inbox.
package struct DashboardInbox: Sendable {
    /// One message of the list.
    package struct Line: Hashable, Sendable {
        /// The message's name, such as `000042-9f3a61c2`.
        package let name: String
        package let at: Timestamp?
        package let recipients: [String]
        package let subject: String?

        package init(name: String, at: Timestamp?, recipients: [String], subject: String?) {
            self.name = name
            self.at = at
            self.recipients = recipients
            self.subject = subject
        }
    }

    /// One message, taken apart.
    package struct Mail: Hashable, Sendable {
        /// The header fields with name and value, in their order.
        package let fields: [Field]
        package let subject: String?
        package let text: String?
        /// The HTML as it stands in the message; nil where there is none.
        package let html: String?

        package struct Field: Hashable, Sendable {
            package let name: String
            package let value: String

            package init(name: String, value: String) {
                self.name = name
                self.value = value
            }
        }

        package init(fields: [Field], subject: String?, text: String?, html: String?) {
            self.fields = fields
            self.subject = subject
            self.text = text
            self.html = html
        }
    }

    /// The newest messages, at most so many, the newest first; and how many there are in all.
    let newest: @Sendable (Int) throws -> (lines: [Line], total: Int)
    /// The message of this name; nil for a name that no message has.
    let mail: @Sendable (String) throws -> Mail?

    package init(
        newest: @escaping @Sendable (Int) throws -> (lines: [Line], total: Int),
        mail: @escaping @Sendable (String) throws -> Mail?
    ) {
        self.newest = newest
        self.mail = mail
    }
}
