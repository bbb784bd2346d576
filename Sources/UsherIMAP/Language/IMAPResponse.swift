import UsherCore

/// A response of an IMAP server, as far as somebody who fetches mail has to understand it (RFC 9051 7).
package enum IMAPResponse: Hashable, Sendable {
    /// The answer that ends the command of this tag.
    case done(tag: String, IMAPStatus)
    /// `* OK`, `* NO`, `* BAD`, `* BYE` or `* PREAUTH`: said by the server by itself, and no command's answer.
    case said(IMAPStatus)
    /// What the server can do, in capital letters.
    case capabilities([String])
    /// How many messages the folder has.
    case exists(Int)
    case fetched(FetchedMail)
    /// The server waits for more of a command.
    case goOn
    case other
}

/// What a server says to a command, or by itself.
package struct IMAPStatus: Hashable, Sendable {
    package enum Word: String, Sendable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }

    /// The code in brackets before the words for people.
    package enum Code: Hashable, Sendable {
        case uidValidity(UInt32)
        case readOnly
        case other(String)
    }

    package var word: Word
    package var code: Code?

    package init(_ word: Word, _ code: Code? = nil) {
        self.word = word
        self.code = code
    }
}

/// What a server tells of one message. What it did not tell is nil.
package struct FetchedMail: Hashable, Sendable {
    package var uid: UInt32?
    /// The message's size in octets, as the server says it.
    package var size: Int?
    package var isDeleted: Bool
    /// The whole message; nil where it was not asked for.
    package var octets: [UInt8]?

    package init(uid: UInt32? = nil, size: Int? = nil, isDeleted: Bool = false, octets: [UInt8]? = nil) {
        self.uid = uid
        self.size = size
        self.isDeleted = isDeleted
        self.octets = octets
    }
}

/// Why what a server sends cannot be understood, or is more than anybody takes. The connection is over then: nobody
/// knows where the next response begins.
package enum IMAPMalformed: Error, Hashable, Sendable {
    case garbage
    case flood
}
