/// A template filled in for one person, ready to be composed.
package struct RenderedMessage: Sendable {
    /// Plain text, one line, not encoded.
    package var subject: String
    /// text/plain; quoted-printable (RFC 2045 6.7) with CRLF, lines of at most 76 octets, none that starts with `.` or
    /// `From `.
    package var text: [UInt8]
    /// text/html; encoded the same way.
    package var html: [UInt8]

    package init(subject: String, text: [UInt8], html: [UInt8]) {
        self.subject = subject
        self.text = text
        self.html = html
    }
}
