extension RehearsalInbox {
    /// All messages of the inbox in `folder`, in order of arrival; empty when there is none. Works while a daemon
    /// writes to it. Blocks.
    package static func list(folder: String) throws(InboxError) -> [InboxEntry] {
        try InboxFolder(path: folder).list()
    }

    /// The bytes of one message, exactly as they came. `name` is an entry's name, with or without `.eml`, or its number
    /// alone. Blocks.
    package static func message(named name: String, folder: String) throws(InboxError) -> [UInt8] {
        try InboxFolder(path: folder).message(named: name)
    }

    /// The name of the message that came last; nil where none did. Blocks.
    package static func latest(folder: String) throws(InboxError) -> String? {
        try InboxFolder(path: folder).names().max {
            (InboxFolder.number(of: $0) ?? 0, $0) < (InboxFolder.number(of: $1) ?? 0, $1)
        }
    }
}
