import Testing
import TestSupport
import UsherCore

@Suite("Quoted-printable")
struct QuotedPrintableTests {
    @Test(
        "Writes each kind of octet as the table says",
        arguments: [
            ("plain text, as it is\n", "plain text, as it is\r\n"),
            ("1 = 1\n", "1 =3D 1\r\n"),
            ("caf\u{E9}\n", "caf=C3=A9\r\n"),
            ("a\tb\n", "a\tb\r\n"),
            ("blank at the end \n", "blank at the end=20\r\n"),
            ("tab at the end\t\n", "tab at the end=09\r\n"),
            ("two  \n", "two =20\r\n"),
            ("end of all ", "end of all "),
            ("one\rtwo\r\nthree\nfour", "one\r\ntwo\r\nthree\r\nfour"),
            ("\n\r\n\r", "\r\n\r\n\r\n"),
            (".dot\n", "=2Edot\r\n"),
            (".\n..\n", "=2E\r\n=2E.\r\n"),
            ("From here\n", "=46rom here\r\n"),
            ("Fromage\nFrom", "Fromage\r\nFrom"),
            ("nul\u{0} del\u{7F}\n", "nul=00 del=7F\r\n"),
            ("", ""),
        ])
    func table(text: String, encoded: String) {
        #expect(self.encoded(text) == encoded)
    }

    @Test("Breaks a line at 76 octets, never within =XX, and guards the new line's start")
    func softBreaks() {
        let a75 = String(repeating: "a", count: 75)
        #expect(encoded(a75 + "\n") == a75 + "\r\n")
        #expect(encoded(a75 + "b") == a75 + "=\r\nb")
        #expect(encoded(a75 + ".b") == a75 + "=\r\n=2Eb")
        #expect(encoded(a75 + "From b") == a75 + "=\r\n=46rom b")
        #expect(encoded(a75.dropLast(2) + "\u{E9}") == a75.dropLast(2) + "=\r\n=C3=A9")
        #expect(encoded(a75.dropLast() + " \n") == a75.dropLast() + "=\r\n=20\r\n")
    }

    @Test("A segment starts and ends at the start of a line")
    func segments() {
        var out: [UInt8] = []
        for segment in ["Dear ", "Ada", ",\n", "", "From ", "here", ".", "\n"] {
            QuotedPrintable.append(segment, to: &out)
        }
        #expect(
            String(decoding: out, as: UTF8.self)
                == "Dear =\r\nAda=\r\n,\r\n=46rom =\r\nhere=\r\n=2E=\r\n\r\n")
        #expect(QuotedPrintable.decode(out) == Array("Dear Ada,\r\nFrom here.\r\n".utf8))
    }

    @Test(
        "Reads what others wrote",
        arguments: [
            ("a=20b=\r\nc", "a bc"), ("padded  \r\nline=  \r\nend", "padded\r\nlineend"), ("=c3=A9", "\u{E9}"),
            ("=ZZ = 1=", "=ZZ = 1"), ("lf=\nonly\n", "lfonly\n"), ("cr=\ronly", "cronly"), ("end=\t", "end"),
        ])
    func decoding(encoded: String, text: String) {
        #expect(String(decoding: QuotedPrintable.decode(encoded.utf8), as: UTF8.self) == text)
    }

    @Test("Whatever the data and however they are cut: the same data come back, and every line keeps the rules")
    func roundTrip() {
        var random = SeededGenerator(seed: 2045)
        for _ in 0..<3000 {
            let data = Self.octets(&random)
            var out: [UInt8] = []
            var rest = data[...]
            var expected: [UInt8] = []
            while !rest.isEmpty {
                let segment = Array(rest.prefix(Int.random(in: 1...200, using: &random)))
                rest = rest.dropFirst(segment.count)
                QuotedPrintable.append(segment, to: &out)
                expected += Self.normalized(segment)
            }
            #expect(QuotedPrintable.decode(out) == expected)
            #expect(QuotedPrintableRules.broken(by: out) == nil)
        }
    }

    /// As one segment, without the soft break that closes one whose data do not end in a line break.
    private func encoded(_ text: some StringProtocol) -> String {
        var out: [UInt8] = []
        QuotedPrintable.append(String(text), to: &out)
        let written = String(decoding: out, as: UTF8.self)
        return written.hasSuffix("=\r\n") ? String(written.dropLast("=\r\n".count)) : written
    }

    /// Octets in which the awkward ones are frequent.
    private static func octets(_ random: inout SeededGenerator) -> [UInt8] {
        let awkward: [[UInt8]] = [
            [0x0D], [0x0A], [0x0D, 0x0A], [0x20], [0x09], [0x2E], [0x3D], Array("From ".utf8), [0x46],
        ]
        return (0..<Int.random(in: 0...120, using: &random)).flatMap { _ -> [UInt8] in
            switch Int.random(in: 0..<4, using: &random) {
            case 0: awkward.randomElement(using: &random) ?? []
            case 1: [UInt8.random(in: .min ... .max, using: &random)]
            default: Array(repeating: 0x61, count: Int.random(in: 1...30, using: &random))
            }
        }
    }

    private static func normalized(_ octets: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for (index, octet) in octets.enumerated() {
            if octet == 0x0A, index > 0, octets[index - 1] == 0x0D { continue }
            out += octet == 0x0A || octet == 0x0D ? [0x0D, 0x0A] : [octet]
        }
        return out
    }
}
