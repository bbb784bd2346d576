/// Why a mailbox could not be looked into, or not to its end. Nothing of what a server says is in it, so that it may
/// stand in a log.
package enum MailboxTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case nameNotFound
    case connectionRefused
    case timeout
    case lost
    /// The certificate or the handshake failed, with what libcurl says of it.
    case certificate(String)
    case tls(String)
    case startTLSMissing
    case passwordWithoutTLS
    /// The server refused the name or the password.
    case refused
    case noUsableLogin
    /// The server says that it cannot serve now.
    case unavailable
    /// The server says things that no IMAP server says, or more than anybody takes.
    case malformed
    case flood
    case noFolder(String)
    case readOnly(String)
    case noValidity
    case notListed
    case cannotMove(to: String)
    /// Something failed on this machine: the password, the spool, the database.
    case here(String)

    package var description: String {
        switch self {
        case .nameNotFound: "its name is not found"
        case .connectionRefused: "nobody answers there"
        case .timeout: "it takes too long to answer"
        case .lost: "the connection was lost"
        case .certificate(let text): "its certificate is not trusted: \(text)"
        case .tls(let text): "TLS fails: \(text)"
        case .startTLSMissing: "it does not offer STARTTLS; use tls: implicit, if it has a port for that"
        case .passwordWithoutTLS: "a password never travels without TLS"
        case .refused: "it refuses the user name or the password"
        case .noUsableLogin: "it offers neither AUTH=PLAIN nor AUTH=LOGIN"
        case .unavailable: "it is not available now"
        case .malformed: "what answers there does not speak IMAP"
        case .flood: "it sends more than a mail may have (10 MB)"
        case .noFolder(let name): "it does not open the folder \(name)"
        case .readOnly(let name): "the folder \(name) can only be read"
        case .noValidity: "it does not number its messages (UIDVALIDITY)"
        case .notListed: "it does not list its messages"
        case .cannotMove(let name): "mail that was taken cannot be moved to the folder \(name), and waits"
        case .here(let why): why
        }
    }
}
