import UsherCore

/// Reads whole responses of an IMAP server.
///
/// | The server sends | It is |
/// | --- | --- |
/// | `u7 OK ...`, `u7 NO [TRYCREATE] ...` | the answer to command `u7` |
/// | `* OK [UIDVALIDITY 7] ...`, `* BYE ...` | said by itself |
/// | `* CAPABILITY ...`, `* 3 EXISTS` | said by itself |
/// | `* 3 FETCH (UID 9 RFC822.SIZE 120 FLAGS (\Seen) BODY[] {120} ...)` | about a message |
/// | `+ ...` | waits for more |
/// | `* anything else` | passed over |
/// | anything else | malformed |
enum ResponseText {
    /// Whether a line ends in words for people, in which nothing announces a literal.
    static func isWords(_ line: [UInt8]) -> Bool {
        guard line.first == UInt8(ascii: "*") else { return true }
        let word = words(line).dropFirst().first.map { String(decoding: $0, as: UTF8.self).uppercased() }
        return word.flatMap(IMAPStatus.Word.init) != nil
    }

    static func response(_ parts: [ResponseReader.Part]) throws(IMAPMalformed) -> IMAPResponse {
        guard case .line(let line)? = parts.first, let first = line.first else { throw .garbage }
        if first == UInt8(ascii: "+") { return .goOn }
        let begin = words(line)
        guard begin.count >= 2, begin[0].allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .garbage }
        let word = String(decoding: begin[1], as: UTF8.self).uppercased()
        let status = IMAPStatus.Word(rawValue: word)
        guard first == UInt8(ascii: "*") else {
            guard let status, [.ok, .no, .bad].contains(status) else { throw .garbage }
            let tag = String(decoding: begin[0], as: UTF8.self)
            return .done(tag: tag, IMAPStatus(status, code(line)))
        }
        guard begin[0].count == 1 else { throw .garbage }
        if let status { return .said(IMAPStatus(status, code(line))) }
        if word == "CAPABILITY" {
            let all = line.split(separator: 0x20).dropFirst(2)
            return .capabilities(all.map { String(decoding: $0, as: UTF8.self).uppercased() })
        }
        guard let number = number(begin[1]), begin.count >= 3 else { return .other }
        switch String(decoding: begin[2], as: UTF8.self).uppercased() {
        case "EXISTS": return .exists(number)
        case "FETCH":
            var text = try FetchText(parts, from: begin[2].endIndex)
            return .fetched(try text.mail())
        default: return .other
        }
    }

    static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy(\.isDigit) else { return nil }
        return Digits.value(digits)
    }

    /// The first three words of a line.
    private static func words(_ line: [UInt8]) -> [ArraySlice<UInt8>] {
        Array(line.split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: true).prefix(3))
    }

    /// Reads the code before the words for people, such as `[UIDVALIDITY 7]`.
    private static func code(_ line: [UInt8]) -> IMAPStatus.Code? {
        let rest = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: true).dropFirst(2).first
        guard let rest, rest.first == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "]")) else {
            return nil
        }
        let inside = rest[(rest.startIndex + 1)..<end].split(separator: 0x20)
        guard let name = inside.first.map({ String(decoding: $0.prefix(40), as: UTF8.self).uppercased() }) else {
            return nil
        }
        switch name {
        case "UIDVALIDITY":
            return inside.dropFirst().first.flatMap(number).flatMap { UInt32(exactly: $0) }.map { .uidValidity($0) }
        case "READ-ONLY": return .readOnly
        default: return .other(name)
        }
    }
}
