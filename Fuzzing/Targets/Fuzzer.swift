/// One parser of octets from outside, and what is held to be true of it whatever the octets are.
package struct Fuzzer: Sendable {
    /// The name of its corpus, and of the fuzzer on the command line.
    package let name: String
    /// What is not worth trying is not tried: inputs are at most this many octets.
    package let longest: Int
    /// Words of the grammar, for a mutator to put in.
    package let words: [String]
    private let body: @Sendable ([UInt8]) throws(Breach) -> Void

    package init(
        _ name: String, longest: Int = 4096, words: [String] = [],
        _ body: @escaping @Sendable ([UInt8]) throws(Breach) -> Void
    ) {
        self.name = name
        self.longest = longest
        self.words = words
        self.body = body
    }

    /// Gives the parser one input. Throws what turned out not to be true; a trap is the other way to fail.
    package func run(_ octets: [UInt8]) throws(Breach) { try body(octets) }
}

/// Something that was held to be true of a parser, and is not.
package struct Breach: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Throws `sentence` where `condition` does not hold.
func hold(_ condition: Bool, _ sentence: @autoclosure () -> String) throws(Breach) {
    if !condition { throw Breach(sentence()) }
}
