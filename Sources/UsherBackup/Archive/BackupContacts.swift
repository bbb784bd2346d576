import UsherCore
import UsherStore

/// How many people are in a backup, in each database by itself: those of rehearsal are none of live's.
package struct BackupContacts: Hashable, Sendable {
    /// Nil where there is no such database.
    package let live: Int?
    package let rehearsal: Int?

    init(_ databases: [(name: String, facts: DatabaseCopy.Facts)]) {
        func contacts(_ path: String) -> Int? {
            databases.first { "state/\($0.name)" == path }?.facts.contacts
        }
        live = contacts(BackupName.databases[0])
        rehearsal = contacts(BackupName.databases[1])
    }

    package init(live: Int?, rehearsal: Int?) {
        self.live = live
        self.rehearsal = rehearsal
    }

    /// The people of `mode`, and beside them those of the other: `1 contact (rehearsal: 3)`.
    package func words(in mode: Settings.Mode) -> String {
        let (own, other, name) = mode == .live ? (live, rehearsal, "rehearsal") : (rehearsal, live, "live")
        return Wording.count(own ?? 0, "contact") + (other.map { " (\(name): \($0))" } ?? "")
    }

    /// The same where the mode is not known: `1 contact in live, 3 in rehearsal`.
    package var words: String {
        guard let live, let rehearsal else { return Wording.count(live ?? rehearsal ?? 0, "contact") }
        return "\(Wording.count(live, "contact")) in live, \(rehearsal) in rehearsal"
    }
}
