import Foundation
import FuzzTargets
import TestSupport
import Testing

/// A short round without instrumentation; `scripts/fuzz` makes the long ones.
@Suite("Whatever comes from outside")
struct FuzzingTests {
    private static let mutations = 800
    private static let folder = Repository.file("Fuzzing/Corpus")

    @Test("Every input of the corpus, and some like it, leave true what a parser is held to", arguments: Fuzzers.all)
    func shortRound(_ fuzzer: Fuzzer) throws {
        let corpus = try Self.corpus(of: fuzzer)
        try #require(!corpus.isEmpty, "Fuzzing/Corpus/\(fuzzer.name) has no input")
        for (name, input) in corpus { Self.expect(fuzzer, input, name) }
        var mutator = Mutator(
            corpus: corpus.map(\.input), words: fuzzer.words, longest: fuzzer.longest, seed: 1976)
        for number in 0..<Self.mutations { Self.expect(fuzzer, mutator.next(), "mutation \(number)") }
    }

    @Test("The corpus has no folder that belongs to no fuzzer, and stays small")
    func corpusIsSmall() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
        #expect(names == Fuzzers.all.map(\.name).sorted())
        let size = try Fuzzers.all.flatMap { try Self.corpus(of: $0) }.reduce(0) { $0 + $1.input.count }
        #expect(size < 400_000)
    }

    @Test("docs/testing.md has a row for each fuzzer, in their order")
    func page() throws {
        let rows = try Repository.text("docs/testing.md").split(separator: "\n")
            .drop { !$0.hasPrefix("| Fuzzer |") }.dropFirst().prefix { $0.hasPrefix("|") }.dropFirst()
        #expect(
            rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) } == Fuzzers.all.map(\.name))
    }

    @Test("A breach is told with what was held to be true")
    func breach() {
        let fuzzer = Fuzzer("short") { octets throws(Breach) in
            if octets.count > 2 { throw Breach("It is long.") }
        }
        #expect(throws: Never.self) { try fuzzer.run([1, 2]) }
        #expect(throws: Breach("It is long.")) { try fuzzer.run([1, 2, 3]) }
    }

    private static func expect(_ fuzzer: Fuzzer, _ input: [UInt8], _ name: String) {
        do throws(Breach) { try fuzzer.run(input) } catch {
            let octets = Data(input).base64EncodedString()
            Issue.record("\(fuzzer.name), \(name): \(error) To try it again: base64 -d <<< \(octets)")
        }
    }

    private static func corpus(of fuzzer: Fuzzer) throws -> [(name: String, input: [UInt8])] {
        let folder = "\(folder)/\(fuzzer.name)"
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
            (name, [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))))
        }
    }
}

extension Fuzzer: CustomTestStringConvertible {
    public var testDescription: String { name }
}
