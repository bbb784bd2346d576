import Foundation
import UsherCore

/// `usher.yaml` says another mode than the one that the daemon runs in: a restart is due.
package struct ModeMismatch: Error, Hashable, Sendable, CustomStringConvertible {
    package let files: Settings.Mode
    package let daemon: Settings.Mode
    /// The moment at which `usher.yaml` was edited, as far as its file tells; for people.
    package let since: Timestamp?

    package init(home: String, files: Settings.Mode, daemon: Settings.Mode) {
        self.files = files
        self.daemon = daemon
        var status = stat()
        let isThere = stat("\(home)/config/usher.yaml", &status) == 0
        since = isThere ? Timestamp(seconds: Int64(status.st_mtim.tv_sec)) : nil
    }

    package var description: String { sentence(clock: .utc) }

    func sentence(clock: ZoneClock) -> String {
        let edited = since.map { " since \(Wording.time($0, clock: clock))" } ?? ""
        return "config/usher.yaml says \(files.rawValue)\(edited), "
            + "and the daemon still runs \(daemon.rawValue): restart it"
    }
}
