import UsherCore

/// Cuts what a server sends into replies (RFC 5321 4.2), however it is split over reads.
///
/// Lines may end in LF alone. In a reply of several lines the last one's code counts. The enhanced code is taken from
/// the first line that has one of the reply's class. Anything that is no reply ends the connection: there is no way to
/// know which command the next line answers.
package struct ReplyParser {
    /// A reply longer than this in octets is a flood; nothing beyond it is kept.
    package static let limit = 64 * 1024
    private static let textLimit = 512

    private var pending: [UInt8] = []
    private var consumed = 0
    /// Where the search for the end of a line goes on: no line ends before this offset.
    private var scanned = 0
    private var replyOctets = 0
    private var enhanced: EnhancedStatus?
    private var text: [UInt8] = []

    package init() {}

    /// Appends what was read from the server.
    package mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        if consumed == pending.count {
            pending.removeAll(keepingCapacity: true)
        } else {
            pending.removeFirst(consumed)
        }
        scanned = pending.count
        consumed = 0
        pending.append(contentsOf: bytes)
    }

    /// The next complete reply; nil when more must be read.
    package mutating func next() throws(Malformed) -> Reply? {
        while true {
            guard let end = pending[max(consumed, scanned)...].firstIndex(of: UInt8(ascii: "\n")) else {
                if replyOctets + pending.count - consumed > Self.limit { throw .flood }
                return nil
            }
            replyOctets += end + 1 - consumed
            if replyOctets > Self.limit { throw .flood }
            let line = pending[consumed..<end]
            consumed = end + 1
            if let reply = try take(line.last == UInt8(ascii: "\r") ? line.dropLast() : line) { return reply }
        }
    }

    /// Why what the server sends cannot be understood.
    package enum Malformed: Error {
        case garbage, flood

        var reason: LossReason { self == .flood ? .flood : .garbage }
    }

    private mutating func take(_ line: ArraySlice<UInt8>) throws(Malformed) -> Reply? {
        guard line.count >= 3, let code = Self.code(line.prefix(3)) else { throw .garbage }
        let rest = line.dropFirst(3)
        guard rest.isEmpty || rest.first == UInt8(ascii: " ") || rest.first == UInt8(ascii: "-") else { throw .garbage }
        var words = rest.dropFirst()
        if let (status, length) = Self.enhancedStatus(words), status.status == code / 100 {
            if enhanced == nil { enhanced = status }
            words = words.dropFirst(length).drop { $0 == UInt8(ascii: " ") }
        }
        append(words)
        if rest.first == UInt8(ascii: "-") { return nil }
        let status = enhanced?.status == code / 100 ? enhanced : nil
        let reply = Reply(code: code, enhanced: status, text: String(decoding: text, as: UTF8.self))
        replyOctets = 0
        enhanced = nil
        text.removeAll(keepingCapacity: true)
        return reply
    }

    private mutating func append(_ words: ArraySlice<UInt8>) {
        guard !words.isEmpty, text.count < Self.textLimit else { return }
        if !text.isEmpty { text.append(UInt8(ascii: " ")) }
        for octet in words.prefix(Self.textLimit - text.count) {
            text.append(octet < 0x20 || octet == 0x7F ? UInt8(ascii: " ") : octet)
        }
    }

    private static func code(_ digits: ArraySlice<UInt8>) -> Int? {
        Digits.value(digits).flatMap { (200..<600).contains($0) ? $0 : nil }
    }

    /// The enhanced status at the start of `words`, such as `5.1.1`, and its length. RFC 3463 2: one digit, then one to
    /// three, then one to three.
    private static func enhancedStatus(_ words: ArraySlice<UInt8>) -> (EnhancedStatus, Int)? {
        var numbers = [0, 0, 0]
        var part = 0
        var digits = 0
        var length = 0
        scan: for octet in words {
            switch octet {
            case _ where octet.isDigit:
                digits += 1
                guard digits <= (part == 0 ? 1 : 3) else { return nil }
                numbers[part] = numbers[part] * 10 + Int(octet - 0x30)
            case UInt8(ascii: ".") where part < 2 && digits > 0:
                part += 1
                digits = 0
            case UInt8(ascii: " "), UInt8(ascii: "\t"): break scan
            default: return nil
            }
            length += 1
        }
        guard part == 2, digits > 0 else { return nil }
        return (EnhancedStatus(numbers[0], numbers[1], numbers[2]), length)
    }
}
