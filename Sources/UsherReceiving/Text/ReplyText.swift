import UsherCore

/// Finds what a server said in a text that tells of it.
enum ReplyText {
    /// The longest text that is kept of a reply, as in `Reply`.
    static let longest = 512

    /// The first SMTP reply in `text`: its code, its enhanced status and the words behind it. Nil where no code stands.
    ///
    /// | Text | Reply |
    /// | --- | --- |
    /// | `host mx said: 550 5.1.1 no such user (in reply to RCPT TO)` | 550 5.1.1, no such user (in ... |
    /// | `#5.1.1 smtp;550 no such user` | 550, with 5.1.1 in front |
    /// | `#< #5.2.2> mailbox full` | 550 5.2.2, as the status says |
    /// | `after 450 seconds` | none |
    static func reply(in text: String, status: EnhancedStatus? = nil) -> Reply? {
        let octets = Array(text.utf8.prefix(4096))
        var bare: (status: EnhancedStatus, end: Int)?
        for start in octets.indices where octets[start] == 0x34 || octets[start] == 0x35 {
            guard start == 0 || isEdge(octets[start - 1]) else { continue }
            if let (found, end) = enhanced(octets, start) {
                if bare == nil { bare = (found, end) }
            } else if let code = code(octets, start) {
                let rest = words(octets, start + 3)
                var head: EnhancedStatus?
                let begin = rest.firstIndex { !$0.isBlank && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "#") }
                if let begin, let (found, _) = enhanced(octets, begin) { head = found }
                if head?.status != code / 100 { head = bare?.status }
                if head?.status != code / 100 { head = status }
                return Reply(
                    code: code, enhanced: head?.status == code / 100 ? head : nil,
                    text: String(decoding: rest, as: UTF8.self))
            }
        }
        return bare.map { found in
            Reply(
                code: found.status.status == 4 ? 450 : 550, enhanced: found.status,
                text: String(decoding: words(octets, found.end), as: UTF8.self))
        }
    }

    private static func words(_ octets: [UInt8], _ start: Int) -> ArraySlice<UInt8> { octets[start...].prefix(longest) }

    private static func isEdge(_ octet: UInt8) -> Bool {
        !(octet.isLetterOrDigit || octet >= 0x80 || octet == UInt8(ascii: ".") || octet == UInt8(ascii: "@"))
    }

    /// The code that begins at `start`: `550` with a blank, a hyphen or the end behind it, and words such as a server
    /// says. Nil where none does.
    private static func code(_ octets: [UInt8], _ start: Int) -> Int? {
        guard start + 3 <= octets.count, octets[start + 1] <= 0x37, octets[start..<start + 3].allSatisfy(\.isDigit)
        else {
            return nil
        }
        let number = octets[start..<start + 3].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard (420...459).contains(number) || number == 471 || (500...579).contains(number) else { return nil }
        guard start + 3 < octets.count else { return number }
        let next = octets[start + 3]
        guard
            next.isBlank || next == 0x0A
                || [0x2D, 0x3A, 0x23, 0x5F, 0x22, 0x27, 0x29, 0x5D, 0x3C, 0x2C, 0x3B]
                    .contains(next)
        else { return nil }
        let word = octets[(start + 4)...].drop { $0.isBlank }.prefix { $0.isLetter }.map(\.lowercased)
        let unit = String(decoding: word, as: UTF8.self)
        return ["ms", "kb", "mb", "gb", "bytes", "octets", "seconds", "minutes", "hours", "characters"].contains(unit)
            ? nil : number
    }

    /// The enhanced status that begins at `start`, such as `5.1.1`, and where it ends; nil where none does.
    private static func enhanced(_ octets: [UInt8], _ start: Int) -> (EnhancedStatus, end: Int)? {
        var numbers: [Int] = []
        var index = start
        while numbers.count < 3 {
            var (value, digits) = (0, 0)
            while index < octets.count, octets[index].isDigit, digits < 4 {
                value = value * 10 + Int(octets[index] - 0x30)
                (index, digits) = (index + 1, digits + 1)
            }
            guard (1...3).contains(digits) else { return nil }
            numbers.append(value)
            if numbers.count < 3 {
                guard index < octets.count, octets[index] == UInt8(ascii: ".") else { return nil }
                index += 1
            }
        }
        let isLonger = index + 1 < octets.count && octets[index] == UInt8(ascii: ".") && octets[index + 1].isDigit
        guard !isLonger, index == octets.count || !octets[index].isLetterOrDigit, numbers[0] == 4 || numbers[0] == 5,
            numbers[1] <= 9
        else { return nil }
        return (EnhancedStatus(numbers[0], numbers[1], numbers[2]), index)
    }

    /// The enhanced status that a value begins with, such as `5.1.1`, also with a comment behind it (RFC 3464 2.3.4);
    /// nil where it is none.
    static func status(_ value: String) -> EnhancedStatus? {
        let parts = value.trimmedBlanks.prefix { $0.isNumber || $0 == "." }.split(separator: ".")
        let numbers = parts.compactMap { Int($0) }
        guard parts.count == 3, numbers.count == 3, numbers.allSatisfy({ (0...999).contains($0) }),
            [2, 4, 5].contains(numbers[0])
        else { return nil }
        return EnhancedStatus(numbers[0], numbers[1], numbers[2])
    }
}
