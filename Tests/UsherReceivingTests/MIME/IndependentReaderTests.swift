import Foundation
import TestSupport
import Testing
import UsherReceiving

/// Python's `email` package takes the same mails apart: a reader that we did not make, with opinions of its own.
@Suite("An independent reader")
struct IndependentReaderTests {
    private static let mutations = 600
    private static let words = [
        "\n", "\n\n", "--b\n", "--x1\n", "--rep/1\n", "--rep/1--\n", "Content-Type: message/rfc822\n\n", "=\n",
        "=C3=A4",
        "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", ": ", " ", "\t",
        "; charset=koi8-r", "Content-Type: multipart/mixed; boundary=x1\n", "From ",
    ]

    /// What is no type, no boundary and no base64 is read as each likes: of what was broken, these.
    private static let otherwise: Set<Int> = [
        20, 89, 120, 136, 176, 267, 268, 285, 310, 324, 381, 385, 421, 448, 479,
    ]
    /// It begins with a byte order mark, behind which Python sees no header.
    private static let marked = "160-broken-bom-first.eml"

    @Test(
        "sees the same parts, octets and texts in all mails that there are, and in what was broken of them, but for those that are named",
        .enabled(if: Python.isThereOrMustBe, "python3 is missing"))
    func structure() async throws {
        let others = try Corpus.allCases.flatMap { try $0.mails() }.map { (name: $0.file, octets: try $0.octets()) }
        // Of the first set alone: a number names the same mutation for ever.
        let first = try Corpus.first.mails().map { try $0.octets() }
        var mutator = Mutator(corpus: first, words: Self.words, longest: 1 << 16, seed: 2026)
        let broken = (0..<Self.mutations).map { number in
            let plain = mutator.next().filter { $0 != 0x0D }
            return (name: "mutation \(number)", octets: number.isMultiple(of: 2) ? plain : Self.ended(plain))
        }
        let mails = try SampleMail.all().map { (name: $0.name, octets: $0.octets) } + others + Self.found() + broken
        let folder = try TemporaryFolder("mails")
        for (number, mail) in mails.enumerated() {
            try Data(mail.octets).write(to: URL(filePath: folder("\(number).eml")))
        }
        let said = try await Python.run(Self.script, folder.path, "\(mails.count)")
        let theirs = try JSONDecoder().decode([Shape].self, from: Data(said.utf8))
        try #require(theirs.count == mails.count)
        let differing = zip(mails, theirs).filter { !$1.agrees(with: PartReader.read($0.octets)) }.map(\.0.name)
        let named = Self.otherwise.map { "mutation \($0)" } + [Self.marked]
        #expect(Set(differing).subtracting(named) == [], "\(differing)")
    }

    /// What the fuzzer found. A return without a line feed ends a line there, and none here.
    private static func found() throws -> [(name: String, octets: [UInt8])] {
        let folder = Repository.file("Fuzzing/Corpus/returned")
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
            let octets = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
            return (name: "returned/\(name)", octets: octets.filter { $0 != 0x0D })
        }
    }

    private static func ended(_ plain: [UInt8]) -> [UInt8] { plain.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }

    private struct Shape: Decodable {
        let type: String
        let content: String?
        let text: String?
        let parts: [Shape]

        func agrees(with part: MessagePart) -> Bool {
            guard type == part.type.name, parts.count == part.parts.count else { return false }
            if let content, content != Data(Self.trimmed(part.content)).base64EncodedString() { return false }
            if let text, Self.trimmed(Array(text.utf8)) != Self.trimmed(Array(part.text().utf8)) { return false }
            return zip(parts, part.parts).allSatisfy { $0.agrees(with: $1) }
        }

        /// Whether the last line break is the part's or the delimiter's is a matter of taste.
        private static func trimmed(_ octets: [UInt8]) -> ArraySlice<UInt8> {
            octets[..<(octets.lastIndex { $0 != 0x0A && $0 != 0x0D }.map { $0 + 1 } ?? 0)]
        }
    }

    /// Prints the structure of 0.eml, 1.eml and so on as JSON.
    private static let script = """
        import base64, email, json, sys
        KNOWN = ["utf-8", "us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-15", "windows-1251", "koi8-r", "iso-2022-jp",
            "shift_jis", "gb2312", "big5", "euc-kr"]
        def shape(part):
            kind = part.get_content_type()
            seen = {"type": kind, "parts": []}
            if part.is_multipart() and (kind.startswith("multipart/") or kind in ["message/rfc822", "message/global"]):
                seen["parts"] = [shape(inner) for inner in part.get_payload()]
            elif not kind.startswith(("message/", "multipart/")):
                octets = part.get_payload(decode=True) or b""
                seen["content"] = base64.b64encode(octets.rstrip(b"\\r\\n")).decode()
                charset = part.get_content_charset("us-ascii")
                if kind.startswith("text/") and charset in KNOWN:
                    try: seen["text"] = octets.decode(charset).replace("\\r\\n", "\\n")
                    except UnicodeDecodeError: pass
            return seen
        folder, count = sys.argv[1], int(sys.argv[2])
        mails = [open(f"{folder}/{number}.eml", "rb").read() for number in range(count)]
        print(json.dumps([shape(email.message_from_bytes(mail)) for mail in mails]))
        """
}
