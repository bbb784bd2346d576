import UsherCore

/// Why a message cannot be composed. Composing again with the same input fails again: the delivery fails, and `retry`
/// sends it once the file or the contact is corrected. Contains no one's data, so it may be logged.
package enum ComposeFault: Error, Hashable, Sendable {
    case lineBreak(HeaderField)
    case tooLong(HeaderField)
    case empty(HeaderField)
    case notAnAddress(HeaderField, EmailAddress.Fault)
    /// The address has letters beyond ASCII before the @. Only recipients' may: the sender stands in everybody's
    /// messages.
    case notASCII(HeaderField)
    case notADomain(HeaderField)
    case badBounceDomain
    case badUnsubscribeURL
    case body(BodyPart, BodyFault)
    /// The DKIM keys cannot sign; why, in one sentence.
    case dkim(String)

    package enum BodyPart: String, Sendable, CaseIterable {
        case text, html
    }

    package enum BodyFault: Hashable, Sendable {
        case empty
        /// The body has a CR or LF alone, or a last line without its CRLF.
        case lineEnd
        case startsWithDot
        case lineTooLong
        case notSevenBit
    }
}

extension ComposeFault: CustomStringConvertible {
    /// The fault in one sentence without a full stop.
    package var description: String {
        switch self {
        case .lineBreak(let field): "the \(field.name) contains a line break or another control character"
        case .tooLong(let field): "the \(field.name) is longer than \(HeaderText.longest) octets"
        case .empty(let field): "the \(field.name) is empty"
        case .notAnAddress(let field, let fault): "the \(field.name) is not an e-mail address: \(fault.reason)"
        case .notASCII(let field): "the part before the @ in the \(field.name) is not ASCII"
        case .notADomain(let field): "the domain in the \(field.name) is not a domain name"
        case .badBounceDomain: "the bounce domain is not a domain name"
        case .badUnsubscribeURL:
            "the public URL for unsubscribing is not an https address of plain ASCII, without ? and #, of at most \(UnsubscribeLinks.longestURL) octets"
        case .body(let part, let fault): "the \(part.rawValue) part \(fault.reason)"
        case .dkim(let why): why
        }
    }
}

extension ComposeFault.BodyFault {
    fileprivate var reason: String {
        switch self {
        case .empty: "is empty"
        case .lineEnd: "has a line that does not end in CRLF"
        case .startsWithDot: "has a line that starts with a dot"
        case .lineTooLong: "has a line of more than 998 octets"
        case .notSevenBit: "is not 7-bit"
        }
    }
}
