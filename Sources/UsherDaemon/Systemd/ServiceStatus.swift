import UsherCore
import UsherReports

/// The daemon's state, in the sentence of `systemctl status`: what keeps it from sending comes first.
struct ServiceStatus: Hashable {
    /// Whether the database takes no records, so that sending stands still.
    var isStill = false
    /// The relay's pause in force; nil where there is none.
    var relay: Pause?
    /// Why the files on disk do not serve; nil where they do.
    var files: String?
    /// The address where the public pages are served; nil where none are.
    var published: String?

    var sentence: String {
        ([sending] + [files, published].compactMap(\.self)).joined(separator: "; ")
    }

    private var sending: String {
        if isStill { return "sending stands still until the database can record again" }
        guard let relay else { return "sending" }
        let isTransactional = relay.scope == .transactionalRelay
        let name = isTransactional ? PauseScope.transactionalRelayName : PauseScope.relayName
        let stream = isTransactional ? MailStream.transactional : .all
        let end =
            relay.until.map { "tried again \(Wording.time($0, clock: .utc))" } ?? "go on with: usher resume \(name)"
        return "\(stream.relayWords) is paused: \(relay.words); \(end)"
    }
}
