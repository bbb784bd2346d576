/// A reply's text without what it only repeats: addresses, URLs, host names, IP addresses, and what stands in quotes
/// or angle brackets. Words found there are somebody else's, and say nothing about why the server refuses.
///
/// | Text | Words |
/// | --- | --- |
/// | `<nospam@x.example>: User unknown` | user unknown |
/// | `see https://x.example/spam-policy` | see |
/// | `mx-spam-1.x.example said: try later` | said try later |
/// | `nospam... User unknown`, to nospam@x.example | user unknown |
/// | `sorry, too many emails (#5.7.1)` | sorry too many emails, and the code 5.7.1 |
struct ServerText {
    /// The words in lower case, in order. Numbers and identifiers with digits are among them.
    let words: [Substring]
    /// The statuses `x.y.z` wherever they stand, `#5.7.1`, `[5.7.1]` and `(5.7.1)` too; in order.
    let statuses: [EnhancedStatus]
    /// A URL or a bare host name of a public block list: the one thing that a name gives away.
    let namesBlockList: Bool

    /// Reads the text of a reply.
    ///
    /// - Parameter recipient: whose address the server may have repeated without brackets or domain.
    init(_ text: String, recipient: EmailAddress? = nil) {
        var blanked = Blanking(text)
        blanked.run()
        let octets = blanked.octets
        statuses = Self.statuses(in: octets)
        namesBlockList = blanked.namesBlockList
        let plain = String(decoding: octets, as: UTF8.self).lowercased()
        let isWord = { (character: Character) in character.isLetter || character.isNumber || character == "'" }
        let echoed = recipient.map { Self.localWords($0, isWord) } ?? []
        words = Self.without(echoed, plain.split { !isWord($0) }.filter { $0.contains { $0 != "'" } })
    }

    private static func localWords(_ address: EmailAddress, _ isWord: (Character) -> Bool) -> [Substring] {
        let wire = address.wire.lowercased()
        return wire[..<(wire.lastIndex(of: "@") ?? wire.endIndex)].split { !isWord($0) }
    }

    /// The words without the local part, where it stands in one piece. One that is itself what servers say ("user",
    /// "account") stays.
    private static func without(_ echoed: [Substring], _ words: [Substring]) -> [Substring] {
        guard let first = echoed.first, !(echoed.count == 1 && Self.common.contains(String(first))) else {
            return words
        }
        var kept: [Substring] = []
        var index = 0
        while index < words.count {
            if words[index...].starts(with: echoed) {
                index += echoed.count
            } else {
                kept.append(words[index])
                index += 1
            }
        }
        return kept
    }

    private static let common: Set<String> = [
        "user", "account", "mailbox", "mail", "recipient", "address", "sender", "unknown", "no", "not", "the", "a",
        "limit", "quota", "your", "too", "many", "over", "message", "messages", "email", "such", "rate", "is", "has",
    ]

    private static func statuses(in octets: [UInt8]) -> [EnhancedStatus] {
        var found: [EnhancedStatus] = []
        var index = 0
        while index < octets.count {
            let start = index
            while index < octets.count, octets[index].isDigit || octets[index] == UInt8(ascii: ".") { index += 1 }
            if index > start, start == 0 || !octets[start - 1].isLetterOrDigit {
                let isWhole =
                    index == octets.count || !(octets[index].isLetterOrDigit || octets[index] == UInt8(ascii: "-"))
                if isWhole || octets[index] == UInt8(ascii: "-"), let status = status(octets[start..<index]) {
                    found.append(status)
                }
            }
            if index == start { index += 1 }
        }
        return found
    }

    /// Reads `5.7.1`, also with a full stop behind it; nil for anything else.
    private static func status(_ octets: ArraySlice<UInt8>) -> EnhancedStatus? {
        let trimmed = octets.last == UInt8(ascii: ".") ? octets.dropLast() : octets
        let parts = trimmed.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 1, parts.allSatisfy({ (1...3).contains($0.count) }) else {
            return nil
        }
        let numbers = parts.compactMap { Digits.value($0) }
        guard numbers.count == 3, [2, 4, 5].contains(numbers[0]), numbers[1] <= 7 else { return nil }
        return EnhancedStatus(numbers[0], numbers[1], numbers[2])
    }
}

extension ServerText {
    /// What is the same in a refusal whoever it meets: its words without addresses, hosts, identifiers and numbers;
    /// its codes where it has no words.
    static func sameness(of reply: Reply, recipient: EmailAddress?) -> String {
        let words = ServerText(reply.text, recipient: recipient).words.filter { word in
            !word.utf8.contains { $0.isDigit }
        }
        return words.isEmpty ? reply.codes : words.joined(separator: " ")
    }
}
