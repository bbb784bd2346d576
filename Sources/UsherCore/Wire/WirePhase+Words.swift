extension WirePhase {
    /// The phase as one says it after "at".
    package var words: String {
        switch self {
        case .connect: "connecting"
        case .greeting: "the greeting"
        case .ehlo: "EHLO"
        case .startTLS: "STARTTLS"
        case .auth: "the login"
        case .mail: "MAIL"
        case .rcpt: "RCPT"
        case .data: "DATA"
        case .body: "the message"
        case .dot: "the message's end"
        case .rset: "RSET"
        case .idle: "rest"
        case .quit: "QUIT"
        }
    }
}
