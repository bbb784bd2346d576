/// One input taken apart: a few octets say how the rest is given to a parser.
struct Octets {
    private(set) var rest: ArraySlice<UInt8>

    init(_ octets: [UInt8]) { rest = octets[...] }

    /// The next octet; 0 at the end.
    mutating func next() -> UInt8 { rest.popFirst() ?? 0 }

    /// One of `choices`, by the next octet. Printable octets reach every choice of a few dozen.
    mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[Int(next()) % choices.count] }

    /// What is left, as text; octets that are not UTF-8 become replacement characters.
    var text: String { String(decoding: rest, as: UTF8.self) }

    /// Takes what stands before the next line feed, and the line feed.
    mutating func line() -> ArraySlice<UInt8> {
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        rest = rest.dropFirst(line.count + 1)
        return line
    }
}

/// The same octets cut into pieces in a way that they say themselves, so that the cuts are tried as well.
func pieces(of octets: ArraySlice<UInt8>, seed: UInt8) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var state = UInt32(seed) &* 2_654_435_761 | 1
    var rest = octets
    while !rest.isEmpty {
        state = state &* 1_664_525 &+ 1_013_904_223
        let length = 1 + Int(state >> 24) % (seed < 128 ? 4 : 40)
        pieces.append(rest.prefix(length))
        rest = rest.dropFirst(length)
    }
    return pieces
}
