import Glibc

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
    /// Where a mail program writes to that offers to unsubscribe, and what about.
    var leaving: (to: String, subject: String?)? { leavingTo.map { ($0, leavingSubject) } }
    private var leavingTo: String?
    private var leavingSubject: String?
    /// The names of the keys that signed it.
    private(set) var selectors: [String] = []

    /// Nothing in it tells whose it is.
    mutating func forget() {
        let number = "\(subject.utf8.reduce(1) { $0 &* 31 &+ UInt64($1) })"
        (id, unsubscribe, leavingTo) = ("<\(number)@shop.example>", nil, nil)
    }

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
        if let found = value("List-Unsubscribe") {
            unsubscribe = Self.path("/mail/u/", in: Array(found))
            takeLeaving(String(decoding: found, as: UTF8.self))
        }
        if let found = value("DKIM-Signature") {
            let tag = String(decoding: found, as: UTF8.self).split(separator: ";").lazy
                .map { $0.drop { $0 == " " || $0 == "\t" } }.first { $0.hasPrefix("s=") }
            if let tag { selectors.append(String(tag.dropFirst(2))) }
        }
    }

    /// `<https://...>, <mailto:ADDRESS?subject=WORDS>`
    private mutating func takeLeaving(_ field: String) {
        guard let start = field.firstRange(of: "<mailto:")?.upperBound else { return }
        let words = field[start...].prefix { $0 != ">" }.split(separator: "?", maxSplits: 1)
        leavingTo = words.first.map(String.init)
        guard let query = words.dropFirst().first, let range = query.firstRange(of: "subject=") else { return }
        leavingSubject = String(query[range.upperBound...].replacing("%20", with: " "))
    }

    /// Quoted-printable, as far as it touches a link.
    private static func withoutSoftBreaks(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(body.count)
        var rest = body
        while let equals = place(of: "=\r\n", in: rest) {
            text += rest[..<equals]
            rest = rest[(equals + 3)...]
        }
        return text + rest
    }

    /// The number behind some words.
    private static func number(behind words: StaticString, in text: [UInt8]) -> Int? {
        guard let start = place(of: words, in: text[...]) else { return nil }
        let digits = text[(start + words.utf8CodeUnitCount)...].prefix { (48...57).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// Where some words begin.
    private static func place(of words: StaticString, in text: ArraySlice<UInt8>) -> Int? {
        let length = words.utf8CodeUnitCount
        return text.withUnsafeBytes { octets -> Int? in
            guard let base = octets.baseAddress, octets.count >= length else { return nil }
            var place = 0
            while let next = memchr(base + place, Int32(words.utf8Start.pointee), octets.count - length + 1 - place) {
                place = base.distance(to: UnsafeRawPointer(next))
                if memcmp(next, words.utf8Start, length) == 0 { return text.startIndex + place }
                place += 1
                guard place <= octets.count - length else { return nil }
            }
            return nil
        }
    }

    private static func path(_ beginning: StaticString, in text: [UInt8]) -> String? {
        let length = beginning.utf8CodeUnitCount
        guard let start = place(of: beginning, in: text[...]) else { return nil }
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
