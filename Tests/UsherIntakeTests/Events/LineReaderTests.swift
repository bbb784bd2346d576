import Testing
import TestSupport

@testable import UsherIntake

@Suite("Lines of a file or a pipe")
struct LineReaderTests {
    private static func lines(_ octets: [UInt8], chunk: Int = 64 << 10) throws -> [String] {
        var reader = LineReader(OctetSource(octets, chunk: chunk))
        var lines: [String] = []
        while let line = try reader.next() {
            switch line {
            case .line(let number, let octets): lines.append("\(number) \(String(decoding: octets, as: UTF8.self))")
            case .tooLong(let number): lines.append("\(number) too long")
            }
        }
        return lines
    }

    @Test(
        "Come one by one with their numbers; blank ones are counted and passed over",
        arguments: [
            ("", []), ("\n", []), ("a", ["1 a"]), ("a\n", ["1 a"]), ("a\r\nb\r\n", ["1 a", "2 b"]),
            ("\n \na\n\t\n\nb", ["3 a", "6 b"]), ("a\nb", ["1 a", "2 b"]),
            ("\u{FEFF}a\n\u{FEFF}b", ["1 a", "2 \u{FEFF}b"]),
        ] as [(String, [String])])
    func lines(text: String, expected: [String]) throws {
        for chunk in 1...4 { #expect(try Self.lines(Array(text.utf8), chunk: chunk) == expected) }
    }

    @Test("Are the same however they arrive")
    func chunks() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let octets = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                Array("ab\n\r ".utf8).randomElement(using: &random) ?? 0x61
            }
            let whole = try Self.lines(octets)
            #expect(try Self.lines(octets, chunk: Int.random(in: 1...20, using: &random)) == whole)
        }
    }

    @Test("That are too long are named, and the next one is read")
    func long() throws {
        let long = [UInt8](repeating: 0x61, count: LineReader.longestLine + 2)
        #expect(try Self.lines(Array("a\n".utf8) + long + Array("\nb\n".utf8)) == ["1 a", "2 too long", "3 b"])
        #expect(try Self.lines(long + long) == ["1 too long"])
    }

    @Test("Are known to be there, or to end, without waiting")
    func ready() throws {
        var reader = LineReader(OctetSource(Array("a\nb".utf8)))
        #expect(reader.isReady)
        while try reader.next() != nil {}
        #expect(reader.isReady)
    }
}
