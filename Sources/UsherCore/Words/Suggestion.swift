/// "Did you mean": the known name that is nearest to a mistyped one. What it costs has a bound, whatever somebody
/// wrote: a name longer than `longest` is near to nothing, and no more than `mostCandidates` names are looked at.
package enum Suggestion {
    /// Code points. No name of the files is longer.
    static let longest = 64
    static let mostCandidates = 2000

    /// How many are looked for in one lot of lines: each costs some milliseconds, and others wait meanwhile. Who reads
    /// the first twenty knows what is wrong; the others say it without a hint.
    package struct Allowance: Sendable {
        private var left = 20

        package init() {}

        package var isLeft: Bool { left > 0 }

        package mutating func take() { left -= 1 }
    }

    /// The candidate with the smallest edit distance (insert, delete, replace, swap of neighbours), when that is at
    /// most a third of the name's length and at least one; else the only one that the name is the beginning of, which
    /// is three letters at least; nil when nothing is near. Ties of the distance go to the first in `candidates`.
    package static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
        guard let wanted = Spelling(name) else { return nil }
        let spellings = candidates.prefix(mostCandidates).compactMap(Spelling.init)
        return nearest(to: wanted, in: spellings) ?? begun(by: wanted, in: spellings)
    }

    private static func begun(by wanted: Spelling, in candidates: [Spelling]) -> String? {
        guard wanted.letters.count >= 3 else { return nil }
        let begun = candidates.filter { $0.letters.starts(with: wanted.letters) }
        return begun.count == 1 ? begun[0].name : nil
    }

    private static func nearest(to wanted: Spelling, in candidates: some Sequence<Spelling>) -> String? {
        var limit = max(1, wanted.letters.count / 3)
        var best: Spelling?
        for candidate in candidates {
            guard wanted.isPerhaps(within: limit, of: candidate),
                let distance = wanted.distance(to: candidate, atMost: limit)
            else { continue }
            best = candidate
            limit = distance - 1
            if distance == 0 { break }
        }
        return best?.name
    }

    /// Names that are looked through again and again, read once.
    package struct Names: Sendable {
        private let spellings: [Spelling]

        package init(_ names: some Sequence<String>) { spellings = names.compactMap(Spelling.init) }

        package func nearest(to name: String) -> String? {
            Spelling(name).flatMap { Suggestion.nearest(to: $0, in: spellings) }
        }

        /// The phrase `"; did you mean 'Europe/Berlin'?"`, or an empty string where nothing is near.
        package func phrase(for name: String) -> String { nearest(to: name).map { "; did you mean '\($0)'?" } ?? "" }
    }

    /// The phrase `"; did you mean 'wait'?"`; `other` where nothing is near.
    package static func phrase(
        for name: String, in candidates: some Sequence<String>, orElse other: String = ""
    ) -> String {
        nearest(to: name, in: candidates).map { "; did you mean '\($0)'?" } ?? other
    }

    /// A name in lower case, ready to be compared.
    private struct Spelling: Sendable {
        let name: String
        let letters: [UInt32]
        /// A bit for each letter that occurs, modulo 64.
        private let present: UInt64

        /// Takes a name apart; nil for one that is too long to be near to one.
        init?(_ name: String) {
            guard name.utf8.count <= longest * 4 else { return nil }
            self.name = name
            letters = name.lowercased().unicodeScalars.map(\.value)
            guard letters.count <= longest else { return nil }
            present = letters.reduce(0) { $0 | 1 << UInt64($1 & 63) }
        }

        /// Whether the distance may be within `limit`: false only where it is certainly larger, as each letter that the
        /// other lacks takes an edit of its own.
        func isPerhaps(within limit: Int, of other: Spelling) -> Bool {
            abs(letters.count - other.letters.count) <= limit
                && (present & ~other.present).nonzeroBitCount <= limit
                && (other.present & ~present).nonzeroBitCount <= limit
        }

        /// The distance to another spelling; nil when it is larger than `limit`.
        func distance(to other: Spelling, atMost limit: Int) -> Int? {
            let (a, b) = (letters, other.letters)
            var (before, last) = ([Int](), Array(0...b.count))
            for i in a.indices {
                var row = [i + 1]
                row.reserveCapacity(b.count + 1)
                for j in b.indices {
                    var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                    if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                    row.append(cost)
                }
                guard min(row.min() ?? 0, last.min() ?? 0) <= limit else { return nil }
                (before, last) = (last, row)
            }
            guard let distance = last.last, distance <= limit else { return nil }
            return distance
        }
    }
}
