/// One SMTP command line, taken apart (RFC 5321 4.1.1).
enum InboxCommand: Hashable {
    case ehlo, helo
    case mail(EnvelopePath)
    case rcpt(EnvelopePath)
    case data, rset, noop, quit, vrfy, help
    /// A verb that is not known.
    case unknown
    /// A known verb with arguments that are not.
    case malformed

    /// Takes a line apart, which comes without its CRLF.
    init(_ line: ArraySlice<UInt8>) {
        let end = line.firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
        let verb = String(decoding: line[..<end], as: UTF8.self).uppercased()
        let argument = line[end...].drop { $0 == UInt8(ascii: " ") }
        switch verb {
        case "EHLO": self = argument.isEmpty ? .malformed : .ehlo
        case "HELO": self = argument.isEmpty ? .malformed : .helo
        case "MAIL": self = EnvelopePath(argument, after: "FROM:").map(Self.mail) ?? .malformed
        case "RCPT": self = EnvelopePath(argument, after: "TO:").map(Self.rcpt) ?? .malformed
        case "DATA": self = argument.isEmpty ? .data : .malformed
        case "RSET": self = argument.isEmpty ? .rset : .malformed
        case "QUIT": self = argument.isEmpty ? .quit : .malformed
        case "NOOP": self = .noop
        case "VRFY": self = .vrfy
        case "HELP": self = .help
        default: self = .unknown
        }
    }
}
