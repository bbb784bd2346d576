/// A stretch of a text as one way of reading it gives: octets, each with the place in the text that it comes from.
struct DecodedStretch {
    var octets: [UInt8]
    var sources: [Range<Int>]

    /// Takes a part of the text as it stands.
    init(_ text: [UInt8], in window: Range<Int>) {
        octets = Array(text[window])
        sources = window.map { $0..<($0 + 1) }
    }

    private init() {
        octets = []
        sources = []
    }

    /// The ways in which programs write an address, in the order in which one is tried inside the other.
    private static let encodings: [(mark: UInt8, mostOften: Int, read: Reading)] = [
        (UInt8(ascii: "="), 1, EscapeReading.quotedPrintable), (UInt8(ascii: "="), 1, EscapeReading.encodedWord),
        (UInt8(ascii: "\\"), 3, EscapeReading.json), (UInt8(ascii: "&"), 2, EscapeReading.entity),
        (UInt8(ascii: "%"), 2, EscapeReading.percent),
    ]

    /// How many encodings may stand inside each other: a link (percent) in HTML (entities) in a mail
    /// (quoted-printable).
    private static let depth = 3

    /// The stretch as it stands, and as each way of decoding reads it.
    func views() -> [DecodedStretch] {
        var views = [self]
        var last = [(view: self, used: Self.encodings.map { _ in 0 })]
        for _ in 1...Self.depth {
            var next: [(DecodedStretch, [Int])] = []
            for (view, used) in last {
                for (index, encoding) in Self.encodings.enumerated() where used[index] < encoding.mostOften {
                    guard let decoded = view.decoded(at: encoding.mark, encoding.read) else { continue }
                    var used = used
                    used[index] += 1
                    next.append((decoded, used))
                }
            }
            views += next.map(\.0)
            last = next
        }
        return views
    }

    /// Reads what begins at a position: what it stands for, and how many octets it takes; nil where nothing does.
    typealias Reading = @Sendable (_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)?

    /// The part with one encoding undone; nil where nothing is encoded that way.
    private func decoded(at mark: UInt8, _ read: Reading) -> DecodedStretch? {
        guard octets.contains(mark) else { return nil }
        var out = DecodedStretch()
        var isChanged = false
        var index = 0
        while index < octets.count {
            guard octets[index] == mark, let (decoded, length) = read(octets, index) else {
                out.octets.append(octets[index])
                out.sources.append(sources[index])
                index += 1
                continue
            }
            let source = sources[index].lowerBound..<sources[index + length - 1].upperBound
            for octet in decoded {
                out.octets.append(octet)
                out.sources.append(source)
            }
            isChanged = true
            index += length
        }
        return isChanged ? out : nil
    }
}
