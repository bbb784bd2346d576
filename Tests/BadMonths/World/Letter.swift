/// A message as its mailbox has it: what of it a person, and these checks, look at.
struct Letter: Hashable, Sendable {
    private(set) var id = ""
    private(set) var subject = ""
    /// The path of the unsubscribe link: `/mail/u/TOKEN`.
    private(set) var unsubscribe: String?
    /// The path of the confirmation's button.
    private(set) var confirm: String?
    /// Which wording of its step it has.
    private(set) var edition: Int?

    init(_ octets: [UInt8]) {
        var line: [UInt8] = []
        var rest = octets[...]
        while let end = rest.firstIndex(of: 10) {
            let next = rest[..<end].last == 13 ? rest[..<(end - 1)] : rest[..<end]
            rest = rest[(end + 1)...]
            if let first = next.first, first == 32 || first == 9 {
                line += next
                continue
            }
            take(line)
            line = Array(next)
            if next.isEmpty { break }
        }
        let body = Self.withoutSoftBreaks(rest)
        confirm = Self.path("/mail/confirm/", in: body)
        edition = Self.number(behind: "Wording ", in: body)
    }

    /// A field of the head, unfolded.
    private mutating func take(_ line: [UInt8]) {
        func value(_ name: StaticString) -> ArraySlice<UInt8>? {
            let length = name.utf8CodeUnitCount
            let isIt = name.withUTF8Buffer { line.starts(with: $0) } && line.count > length && line[length] == 58
            return isIt ? line[(length + 1)...].drop { $0 == 32 } : nil
        }
        if let found = value("Message-ID") { id = String(decoding: found, as: UTF8.self) }
        if let found = value("Subject") { subject = String(decoding: found, as: UTF8.self) }
        if let found = value("List-Unsubscribe") { unsubscribe = Self.path("/mail/u/", in: Array(found)) }
    }

    /// Quoted-printable, as far as it touches a link.
    private static func withoutSoftBreaks(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(body.count)
        var index = body.startIndex
        while index < body.endIndex {
            if body[index] == 61, index + 2 < body.endIndex, body[index + 1] == 13, body[index + 2] == 10 {
                index += 3
            } else {
                text.append(body[index])
                index += 1
            }
        }
        return text
    }

    /// The number behind some words.
    private static func number(behind words: StaticString, in text: [UInt8]) -> Int? {
        guard let start = start(of: words, in: text) else { return nil }
        let digits = text[(start + words.utf8CodeUnitCount)...].prefix { (48...57).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func start(of words: StaticString, in text: [UInt8]) -> Int? {
        words.withUTF8Buffer { words in
            guard let first = words.first else { return nil }
            return text.indices.first { text[$0] == first && text[$0...].starts(with: words) }
        }
    }

    private static func path(_ beginning: StaticString, in text: [UInt8]) -> String? {
        let length = beginning.utf8CodeUnitCount
        guard let start = start(of: beginning, in: text) else { return nil }
        let token = text[(start + length)...].prefix { octet in
            switch octet {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return token.isEmpty ? nil : String(decoding: text[start..<(start + length)] + token, as: UTF8.self)
    }
}
