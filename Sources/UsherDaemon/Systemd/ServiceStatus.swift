import UsherCore
import UsherReports

/// What the daemon does now, in the sentence of `systemctl status`: what keeps it from sending comes first.
struct ServiceStatus: Hashable {
    /// The database takes no records.
    var isStill = false
    /// A relay's pause in force.
    var relay: Pause?
    /// Why the files on disk do not serve.
    var files: String?
    /// Where the public address is served.
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
