/// The phase of an SMTP dialogue in which something happened.
package enum WirePhase: String, Sendable, Codable, CaseIterable {
    case connect, greeting, ehlo, startTLS, auth, mail, rcpt, data
    /// The body is being written; its final dot is not.
    case body
    /// The final dot was written; its answer is awaited.
    case dot
    case rset, idle, quit
}
