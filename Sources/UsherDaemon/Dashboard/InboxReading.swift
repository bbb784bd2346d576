import UsherCore
import UsherDashboard
import UsherInbox
import UsherReceiving

/// Rehearsal's inbox, its messages taken apart as a mail program does it.
struct InboxReading: Sendable {
    let folder: String

    var inbox: DashboardInbox { DashboardInbox(newest: newest, mail: mail) }

    func newest(_ limit: Int) throws -> (lines: [DashboardInbox.Line], total: Int) {
        let (entries, total) = try InboxFolder(path: folder).newest(limit)
        return (
            entries.map { .init(name: $0.name, at: $0.at, recipients: $0.recipients, subject: $0.subject) }, total
        )
    }

    /// How much of a message's text is read: what is shown of it, and somewhat more.
    private static let longest = 1 << 20

    func mail(_ name: String) throws -> DashboardInbox.Mail? {
        let octets: [UInt8]
        do throws(InboxError) { octets = try RehearsalInbox.message(named: name, folder: folder) } catch {
            guard case .noSuchMessage = error else { throw error }
            return nil
        }
        let message = PartReader.read(octets)
        let parts = message.ownParts.filter { !$0.isAttachment }
        func text(_ type: String) -> String? { parts.first { $0.type.name == type }?.text(longest: Self.longest) }
        return DashboardInbox.Mail(
            fields: message.fields.fields.map { .init(name: $0.name, value: message.fields.text($0.name) ?? $0.value) },
            subject: message.fields.text("subject"), text: text("text/plain"), html: text("text/html"))
    }
}
