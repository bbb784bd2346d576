/// What the relay offered in its last EHLO (RFC 5321 4.1.1.1).
package struct RelayCapabilities: Hashable, Sendable {
    /// RFC 2920.
    package var pipelining = false
    /// RFC 1870: whether MAIL may carry SIZE.
    package var size = false
    /// Octets; nil when the relay names no limit.
    package var sizeLimit: Int?
    /// RFC 6531.
    package var smtpUTF8 = false
    /// RFC 3461.
    package var dsn = false
    /// RFC 4954, upper case.
    package var authMechanisms: [String] = []

    package init() {}

    /// From the lines of the reply to EHLO without their codes, the first (the server's name) included. Keywords in any
    /// case; what is unknown or malformed is passed over.
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
