import Foundation
import UsherCore

/// The folder with databases, keys, inbox and lock.
package enum StateFolder {
    /// Where it is: `$STATE_DIRECTORY` (systemd's; the first of several), `state:` of usher.yaml (absolute, or relative
    /// to the home), `/var/lib/usher` for the service's home, `HOME/state`. Absolute; whether it exists is not looked
    /// at.
    package static func path(home: String, settings: Settings, environment: [String: String]) -> String {
        if let given = environment["STATE_DIRECTORY"]?.split(separator: ":").first, given.hasPrefix("/") {
            return FolderPath.absolute(String(given), from: "/")
        }
        return FolderPath.absolute(
            settings.state ?? (home == ServiceHome.path ? ServiceHome.state : "state"), from: home)
    }

    /// The file that is in a state folder while a restore moves things into it. While it is there nobody else goes in.
    package static func mark(in state: String) -> String { "\(state)/restore-unfinished" }

    /// Who owns what, as far as it matters for using a state folder.
    package struct Ownership: Hashable, Sendable {
        /// Who runs this process.
        package var me: UInt32
        /// The owner of the folder; nil when it does not exist.
        package var folder: UInt32?
        /// The owner of the nearest parent that exists.
        package var parent: UInt32
        /// The system user `usher`, when there is one and the home is the service's (`/etc/usher`); else nil.
        package var service: UInt32?
    }

    package enum Decision: Hashable, Sendable {
        case use
        case create
        /// Another user's: this one must run the command, or root as this one (`owner`).
        case refuse(user: UInt32)
    }

    /// Whether this process may use or make the folder.
    ///
    /// | The folder | Answer |
    /// | --- | --- |
    /// | is mine | use |
    /// | is another user's, and be I root | refuse: files that root makes there lock its owner out |
    /// | is missing, I am root, and the home is the service's or the parent another user's | refuse: root makes nothing for others |
    /// | is missing otherwise | create |
    package static func decide(_ ownership: Ownership) -> Decision {
        if let owner = ownership.folder { return owner == ownership.me ? .use : .refuse(user: owner) }
        guard ownership.me == 0 else { return .create }
        let owner = ownership.service ?? ownership.parent
        return owner == 0 ? .create : .refuse(user: owner)
    }
}
