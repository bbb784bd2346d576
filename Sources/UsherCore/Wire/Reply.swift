/// One complete SMTP reply (RFC 5321 4.2), as the server gave it.
package struct Reply: Hashable, Sendable {
    /// The reply code, 200 to 599.
    package let code: Int
    /// The enhanced status code (RFC 3463) when the text began with one of the same class.
    package let enhanced: EnhancedStatus?
    /// The lines joined with a space, without codes. Cut at 512 octets. Never logged above debug level.
    package let text: String

    package init(code: Int, enhanced: EnhancedStatus? = nil, text: String = "") {
        self.code = code
        self.enhanced = enhanced
        self.text = text
    }

    package var isPositive: Bool { code < 400 }
    package var isTransient: Bool { (400..<500).contains(code) }
    package var isPermanent: Bool { code >= 500 }
}

/// The enhanced status code, such as `5.1.1` (RFC 3463).
package struct EnhancedStatus: Hashable, Sendable {
    package let status: Int
    package let subject: Int
    package let detail: Int

    package init(_ status: Int, _ subject: Int, _ detail: Int) {
        self.status = status
        self.subject = subject
        self.detail = detail
    }
}

extension EnhancedStatus: CustomStringConvertible {
    package var description: String { "\(status).\(subject).\(detail)" }
}

extension Reply {
    /// The codes for logs, without the text: `550 5.7.1`, or `550`.
    package var codes: String { enhanced.map { "\(code) \($0)" } ?? String(code) }
}
