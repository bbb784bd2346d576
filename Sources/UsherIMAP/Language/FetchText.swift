import UsherCore

/// Reads what a FETCH response tells of a message: names and values in parentheses (RFC 9051 7.5.2). What nobody asked
/// for is passed over.
struct FetchText {
    private enum Token {
        case open, close
        case word(ArraySlice<UInt8>)
        case octets([UInt8])
    }

    private static let deepest = 20
    private var tokens: [Token] = []
    private var next = 0

    /// Reads a response's parts. `start` is where the first line goes on behind the word FETCH.
    init(_ parts: [ResponseReader.Part], from start: Int) throws(IMAPMalformed) {
        for (index, part) in parts.enumerated() {
            switch part {
            case .literal(let octets): tokens.append(.octets(octets))
            case .line(let line): try read(index == 0 ? line[start...] : line[...])
            }
        }
    }

    mutating func mail() throws(IMAPMalformed) -> FetchedMail {
        guard case .open? = take() else { throw .garbage }
        var mail = FetchedMail()
        while let token = take() {
            switch token {
            case .close: return mail
            case .word(let name): try read(String(decoding: name.prefix(60), as: UTF8.self).uppercased(), into: &mail)
            case .open, .octets: throw .garbage
            }
        }
        throw .garbage
    }

    private mutating func read(_ name: String, into mail: inout FetchedMail) throws(IMAPMalformed) {
        switch take() {
        case nil, .close?: throw .garbage
        case .open?:
            for word in try list() where name == "FLAGS" && Self.isDeleted(word) { mail.isDeleted = true }
        case .octets(let octets)?:
            if name == "BODY[]" { mail.octets = octets }
        case .word(let word)?:
            let number = ResponseText.number(word)
            if name == "UID" { mail.uid = number.flatMap { UInt32(exactly: $0) } }
            if name == "RFC822.SIZE" { mail.size = number }
        }
    }

    /// The words of a list whose opening parenthesis was read, those of nested lists included.
    private mutating func list() throws(IMAPMalformed) -> [ArraySlice<UInt8>] {
        var (words, depth) = ([ArraySlice<UInt8>](), 1)
        while let token = take() {
            switch token {
            case .open:
                depth += 1
                guard depth <= Self.deepest else { throw .garbage }
            case .close:
                depth -= 1
                if depth == 0 { return words }
            case .word(let word): words.append(word)
            case .octets: break
            }
        }
        throw .garbage
    }

    private mutating func take() -> Token? {
        guard next < tokens.count else { return nil }
        next += 1
        return tokens[next - 1]
    }

    private static func isDeleted(_ flag: ArraySlice<UInt8>) -> Bool {
        String(decoding: flag.prefix(20), as: UTF8.self).lowercased() == "\\deleted"
    }

    // MARK: Tokens

    private mutating func read(_ line: ArraySlice<UInt8>) throws(IMAPMalformed) {
        var rest = line
        while let octet = rest.first {
            switch octet {
            case UInt8(ascii: " "): rest = rest.dropFirst()
            case UInt8(ascii: "("):
                tokens.append(.open)
                rest = rest.dropFirst()
            case UInt8(ascii: ")"):
                tokens.append(.close)
                rest = rest.dropFirst()
            case UInt8(ascii: "\""): rest = try readQuoted(rest.dropFirst())
            default: rest = readWord(rest)
            }
        }
    }

    private mutating func readQuoted(_ line: ArraySlice<UInt8>) throws(IMAPMalformed) -> ArraySlice<UInt8> {
        var (text, index) = ([UInt8](), line.startIndex)
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "\""):
                tokens.append(.octets(text))
                return line[(index + 1)...]
            case UInt8(ascii: "\\"):
                index += 1
                guard index < line.endIndex else { throw .garbage }
                text.append(line[index])
            default: text.append(line[index])
            }
            index += 1
        }
        throw .garbage
    }

    /// Reads a word up to a space or parenthesis; what stands in brackets belongs to it: `BODY[HEADER.FIELDS (TO)]`.
    private mutating func readWord(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var (index, isInBrackets) = (line.startIndex, false)
        scan: while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "["): isInBrackets = true
            case UInt8(ascii: "]"): isInBrackets = false
            case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"): if !isInBrackets { break scan }
            default: break
            }
            index += 1
        }
        tokens.append(.word(line[..<index]))
        return line[index...]
    }
}
