import UsherSupport

/// Why a daemon does not start, in one sentence each, with what to do.
package enum DaemonError: Error, Hashable, Sendable, CustomStringConvertible {
    case steppedClockNeedsLoopback
    case steppedDatabase
    case noRelay
    /// The file with the certificates of the relay's authority cannot be used.
    case authority(String, RegularFile.Fault)
    /// An address of `public:` or `dashboard:` cannot be listened on, and why.
    case cannotListen(String, because: String)

    package var description: String {
        switch self {
        case .steppedClockNeedsLoopback:
            "a stepped calendar is for rehearsal and for a relay on this machine; the relay of usher.yaml is elsewhere"
        case .steppedDatabase:
            "this database has a stepped calendar; run it with --clock stepped:FROM, or begin a new state folder"
        case .cannotListen(let address, let reason):
            "cannot listen on \(address): \(reason); change 'public' or 'dashboard' in config/usher.yaml, or stop what is there"
        case .authority(let path, let fault): "the file of smtp.authority, \(path): \(fault.reason)"
        case .noRelay: "config/usher.yaml names no relay; add 'smtp: { host: mail.example.org, port: 587 }'"
        }
    }
}
