import Foundation

/// Whether anything is left of people who were erased: in the rows, and in the octets of the files.
struct Erased {
    /// What nobody may find, by the number of the person: each text has that number in it, behind a `p`.
    private let texts: [Int: [Text]]

    private struct Text {
        let octets: [UInt8]
        /// Where the `p` stands.
        let anchor: Int
    }

    /// Nil while an erasing is under way, or where nobody was erased.
    init?(_ witness: Witness.State, _ people: [Story.Person], _ books: Books) throws {
        guard !witness.erased.isEmpty, try books.number("SELECT count(*) FROM erasures WHERE done_at IS NULL") == 0
        else {
            return nil
        }
        texts = try witness.erased.reduce(into: [:]) { texts, entry in
            let (number, cameBack) = entry
            // Who came back is known again, and what was before stays forgotten.
            let own = cameBack ? [] : people[number].texts
            texts[number] = try (own + (witness.forgottenKeys[number] ?? [])).map { text in
                let octets = Array(text.utf8)
                guard let anchor = octets.indices.first(where: { Self.number(octets[...], at: $0) == number }) else {
                    throw Books.Fault(description: "\(text) does not name person \(number)")
                }
                return Text(octets: octets, anchor: anchor)
            }
        }
    }

    /// Every column of every row, in capitals or not.
    func inRows(_ books: Books) throws -> [String] {
        try books.tables().flatMap { table in
            let octets = try books.octets("SELECT * FROM \"\(table)\"")
            return found(in: octets, orInCapitals: true).map {
                "person \($0.person) was erased, and a row of \(table) has \($0.text)"
            }
        }
    }

    /// Every file below `folder`.
    func inFiles(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().flatMap { path -> [String] in
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { return [] }
            return found(in: [UInt8](data), orInCapitals: false).map {
                "person \($0.person) was erased, and \(path) has \($0.text)"
            }
        }
    }

    /// The texts that stand there, each once, in their order.
    private func found(in octets: [UInt8], orInCapitals: Bool) -> [(person: Int, text: String)] {
        var found: [Int: Set<String>] = [:]
        octets.withUnsafeBufferPointer { buffer in
            for letter in orInCapitals ? [Self.p, Self.p - 32] : [Self.p] {
                look(in: buffer, for: letter, { orInCapitals ? strncasecmp($0, $1, $2) : memcmp($0, $1, $2) }, &found)
            }
        }
        return found.sorted { $0.key < $1.key }.flatMap { number, texts in texts.sorted().map { (number, $0) } }
    }

    private func look(
        in buffer: UnsafeBufferPointer<UInt8>, for letter: UInt8,
        _ compare: (UnsafePointer<CChar>, UnsafePointer<CChar>, Int) -> Int32, _ found: inout [Int: Set<String>]
    ) {
        guard let base = buffer.baseAddress else { return }
        var place = 0
        while place < buffer.count, let next = memchr(base + place, Int32(letter), buffer.count - place) {
            let anchor = base.distance(to: next.assumingMemoryBound(to: UInt8.self))
            place = anchor + 1
            guard let number = Self.number(buffer, at: anchor) else { continue }
            for text in texts[number] ?? [] {
                let start = anchor - text.anchor
                // `y` stands within an address that ends in this one.
                guard start >= 0, start + text.octets.count <= buffer.count,
                    start == 0 || buffer[start - 1] | 0x20 != UInt8(ascii: "y"),
                    text.octets.withUnsafeBufferPointer({ text in
                        UnsafeBufferPointer(rebasing: buffer[start...]).withMemoryRebound(to: CChar.self) { here in
                            text.withMemoryRebound(to: CChar.self) { text in
                                here.baseAddress.flatMap { here in
                                    text.baseAddress.map { compare(here, $0, text.count) }
                                } == 0
                            }
                        }
                    })
                else { continue }
                found[number, default: []].insert(String(decoding: text.octets, as: UTF8.self))
            }
        }
    }

    private static let p = UInt8(ascii: "p")

    /// The number behind a `p`, or a `P`, at that place.
    private static func number<Octets: RandomAccessCollection>(_ octets: Octets, at place: Int) -> Int?
    where Octets.Element == UInt8, Octets.Index == Int {
        guard octets[place] | 0x20 == p else { return nil }
        var (next, number) = (place + 1, 0)
        while next < octets.endIndex, (48...57).contains(octets[next]), number < 1_000_000 {
            number = number * 10 + Int(octets[next] - 48)
            next += 1
        }
        return next > place + 1 ? number : nil
    }
}
