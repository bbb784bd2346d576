import UsherCore

/// The header fields of a message that a listing shows (RFC 5322 2.2): the first of each, unfolded.
package struct MessageHead: Hashable {
    package private(set) var subject: String?
    package private(set) var date: String?
    package private(set) var messageID: String?

    /// Reads up to the first empty line; lines may end in CRLF or LF. What is not a header field is passed over.
    package init(_ bytes: [UInt8]) {
        var field: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            var line = bytes[start..<end]
            start = end + 1
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            guard let first = line.first else { break }
            if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                field += line
            } else {
                take(field)
                field = Array(line)
            }
        }
        take(field)
    }

    private mutating func take(_ field: [UInt8]) {
        guard let colon = field.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: field[..<colon], as: UTF8.self).lowercased()
        let value = { String(decoding: field[(colon + 1)...].trimmed, as: UTF8.self) }
        switch name {
        case "subject": subject = subject ?? DecodedWords.read(value())
        case "date": date = date ?? value()
        case "message-id": messageID = messageID ?? value()
        default: break
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var trimmed: Self {
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        var rest = drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
        return rest
    }
}
