import UsherCore

/// Goes through octets line by line; a line ends with LF or CRLF, and is given without its end.
struct Lines: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    init(_ octets: ArraySlice<UInt8>) { rest = octets }

    /// The index at which the next line begins.
    var index: Int { rest.startIndex }

    mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        var line = rest[rest.startIndex..<end]
        rest = rest[(end < rest.endIndex ? end + 1 : end)...]
        if line.last == 0x0D { line.removeLast() }
        return line
    }
}

extension ArraySlice<UInt8> {
    /// The octets without the white space at both ends.
    var trimmed: Self {
        let isSpace: (UInt8) -> Bool = { $0.isBlank || $0 == 0x0D || $0 == 0x0A }
        var rest = drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }
}
