import UsherCore

/// Header lines in the making, and at last the body after them. What goes in is typed: fields, checked texts, tokens,
/// addresses and bodies, and literals of this program. So no value can end a line or begin another.
///
/// Lines have at most 78 octets, with encoded words at most 76, and are folded only at white space that is there (RFC
/// 5322 2.2.3); an address or a URL that is longer stands on a line of its own, below 998.
struct HeaderBlock: Sendable {
    private(set) var octets: [UInt8] = []
    /// The length of the current line, in octets.
    private var column = 0

    init(capacity: Int = 0) { octets.reserveCapacity(capacity) }

    /// Adds the line `Field: text`.
    mutating func add(_ field: HeaderField, _ text: HeaderText) {
        begin(field)
        column = text.appendUnstructured(to: &octets, column: column)
        end()
    }

    /// Adds the line `Field: Name <address>`, one mailbox (RFC 5322 3.4).
    mutating func add(_ field: HeaderField, _ name: HeaderText?, _ address: EmailAddress) {
        begin(field)
        if let name, !name.isEmpty {
            column = name.appendPhrase(to: &octets, column: column)
            let length = address.localPart.utf8.count + address.domain.utf8.count + 4
            let limit = name.isEncodedAsPhrase ? EncodedWords.longestLine : HeaderText.longestLine
            if column + length > limit { fold() } else { append(" ") }
            append("<")
            append(address)
            append(">")
        } else {
            append(address)
        }
        end()
    }

    /// Adds the line `Field: Name <token>`. The name is only there when it needs no encoding: List-* fields take no
    /// encoded words everywhere.
    mutating func add(_ field: HeaderField, _ name: HeaderText, _ token: HeaderToken) {
        begin(field)
        if !name.isEmpty, !name.isEncodedAsPhrase {
            column = name.appendPhrase(to: &octets, column: column)
            if column + token.octets.count + 3 > HeaderText.longestLine { fold() } else { append(" ") }
        }
        append("<")
        append(token.octets)
        append(">")
        end()
    }

    mutating func add(_ field: HeaderField, _ date: Timestamp) {
        begin(field)
        MailDate.append(date, to: &octets)
        end()
    }

    /// Adds a field of these pieces, without anything between them.
    mutating func add(_ field: HeaderField, _ pieces: Piece...) {
        begin(field)
        for piece in pieces { append(piece) }
        end()
    }

    /// Adds lines that were made before.
    mutating func add(_ lines: HeaderBlock) { octets.append(contentsOf: lines.octets) }

    enum Piece {
        case literal(StaticString)
        case token(HeaderToken)
        /// A line break and a space; not between `<` and `>`.
        case fold
    }

    // MARK: Body

    /// Ends the headers with those of `multipart/alternative` and writes its parts, plain text first (RFC 2046 5.1.4).
    ///
    /// The delimiter begins with `=_`, which quoted-printable text cannot contain (RFC 2045 6.7), so no part can end
    /// early.
    mutating func end(text: CheckedBody, html: CheckedBody, boundary: HeaderToken) {
        add(
            .contentType, .literal("multipart/alternative;"), .fold, .literal("boundary=\"=_"), .token(boundary),
            .literal("\""))
        end()
        part("text/plain", text, boundary)
        part("text/html", html, boundary)
        delimiter(boundary)
        append("--\r\n")
    }

    /// Ends the headers with those of one plain text, and writes it.
    mutating func end(text: CheckedBody) {
        append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
        octets.append(contentsOf: text.octets)
    }

    private mutating func part(_ type: StaticString, _ body: CheckedBody, _ boundary: HeaderToken) {
        delimiter(boundary)
        append("\r\nContent-Type: ")
        append(type)
        append("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
        octets.append(contentsOf: body.octets)
        end()
    }

    private mutating func delimiter(_ boundary: HeaderToken) {
        append("--=_")
        append(boundary.octets)
    }

    // MARK: Lines

    private mutating func begin(_ field: HeaderField) {
        column = 0
        append(field.name)
        append(": ")
    }

    private mutating func end() { append("\r\n") }

    private mutating func fold() {
        append("\r\n ")
        column = 1
    }

    private mutating func append(_ piece: Piece) {
        switch piece {
        case .literal(let text): append(text)
        case .token(let token): append(token.octets)
        case .fold: fold()
        }
    }

    private mutating func append(_ address: EmailAddress) {
        append(address.localPart.utf8)
        append("@")
        append(address.domain.utf8)
    }

    private mutating func append(_ text: some Collection<UInt8>) {
        let before = octets.count
        octets.append(contentsOf: text)
        column += octets.count - before
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { octets.append(contentsOf: $0) }
        column += text.utf8CodeUnitCount
    }
}
