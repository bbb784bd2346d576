/// Makes new inputs from those of a corpus, the same ones for the same seed.
package struct Mutator {
    private let corpus: [[UInt8]]
    private let words: [[UInt8]]
    private let longest: Int
    private var random: SeededGenerator

    package init(corpus: [[UInt8]], words: [String], longest: Int, seed: UInt64) {
        self.corpus = corpus
        self.words = words.map { Array($0.utf8) }
        self.longest = longest
        random = SeededGenerator(seed: seed)
    }

    /// An input of the corpus, changed in one to eight places.
    package mutating func next() -> [UInt8] {
        var input = some()
        for _ in 0..<Int.random(in: 1...8, using: &random) { change(&input) }
        return Array(input.prefix(longest))
    }

    private mutating func some() -> [UInt8] { corpus.randomElement(using: &random) ?? [] }

    private mutating func change(_ input: inout [UInt8]) {
        let place = Int.random(in: 0...input.count, using: &random)
        let range = place..<min(input.count, place + Int.random(in: 1...16, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0 where place < input.count: input[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where place < input.count: input[place] = .random(in: .min ... .max, using: &random)
        case 2: input.removeSubrange(range)
        case 3: input.insert(contentsOf: input[range], at: place)
        case 4:
            let other = some()
            input.replaceSubrange(place..., with: other.dropFirst(Int.random(in: 0...other.count, using: &random)))
        case 5: input.insert(.random(in: 0x20...0x7E, using: &random), at: place)
        default: input.insert(contentsOf: words.randomElement(using: &random) ?? [], at: place)
        }
    }
}
