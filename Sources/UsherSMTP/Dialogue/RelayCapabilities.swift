/// What the relay offered in its last EHLO (RFC 5321 4.1.1.1).
package struct RelayCapabilities: Hashable, Sendable {
    /// Whether the relay pipelines: PIPELINING (RFC 2920).
    package var pipelining = false
    /// Whether MAIL may carry the message's size: SIZE (RFC 1870).
    package var size = false
    /// The largest message that the relay takes, in octets; nil when it names no limit.
    package var sizeLimit: Int?
    /// Whether the relay takes addresses outside ASCII: SMTPUTF8 (RFC 6531).
    package var smtpUTF8 = false
    /// Whether the relay takes wishes about delivery reports: DSN (RFC 3461).
    package var dsn = false
    /// The mechanisms that AUTH offers (RFC 4954), in upper case.
    package var authMechanisms: [String] = []

    package init() {}

    /// Reads the lines of the reply to EHLO without their codes, the first (the server's name) included. Keywords may
    /// be in any case; what is unknown or malformed is passed over.
    init(lines: [String]) {
        for line in lines.dropFirst() {
            let words = line.uppercased().split(whereSeparator: { $0 == " " || $0 == "=" })
            switch words.first {
            case "PIPELINING": pipelining = true
            case "SMTPUTF8": smtpUTF8 = true
            case "DSN": dsn = true
            case "SIZE":
                size = true
                if words.count > 1, let limit = Int(words[1]), limit > 0 { sizeLimit = limit }
            case "AUTH": authMechanisms += words.dropFirst().map(String.init).filter { !authMechanisms.contains($0) }
            default: break
            }
        }
    }
}
