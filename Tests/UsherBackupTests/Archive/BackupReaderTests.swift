import Crypto
import Testing

@testable import UsherBackup

@Suite("A backup that is read")
struct BackupReaderTests {
    private typealias Fault = BackupReader.Fault

    private static let files: [(name: String, text: String)] = [
        ("usher-backup.json", "{}"), ("state/usher.sqlite", "rows"), ("state/keys.json", "keys"),
        ("config/usher.yaml", "mode: live\n"), ("templates/a/b.md", ""),
    ]

    private static func file(_ name: String, _ octets: [UInt8]) -> [UInt8] {
        let header = ArchiveHeader(name: name, length: Int64(octets.count), moment: 5)
        return (header.octets ?? []) + octets + [UInt8](repeating: 0, count: header.padding)
    }

    /// `sums`: with the list of sums.
    private static func pack(_ files: [(name: String, text: String)], sums: Bool = true) -> [UInt8] {
        let list = files.map { BackupReader.line(SHA256.hash(data: Array($0.text.utf8)), $0.name) }.joined()
        let all = files + (sums ? [("SHA256SUMS", list)] : [])
        return all.flatMap { file($0.name, Array($0.text.utf8)) } + [UInt8](repeating: 0, count: 1024)
    }

    /// The names, or why it is refused.
    private static func read(_ octets: [UInt8]) -> Result<[String], Fault> {
        var rest = octets[...]
        var reader = BackupReader(size: Int64(octets.count)) { count throws(ArchiveReader.Fault) in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        var names: [String] = []
        do throws(Fault) {
            while let header = try reader.next() { names.append(header.name) }
            return .success(names)
        } catch {
            return .failure(error)
        }
    }

    @Test("Gives each file, once it is whole")
    func whole() {
        #expect(Self.read(Self.pack(Self.files)) == .success(Self.files.map(\.name) + ["SHA256SUMS"]))
    }

    @Test("One changed bit anywhere is found")
    func bits() {
        let octets = Self.pack(Self.files)
        for index in octets.indices {
            var other = octets
            other[index] ^= 1 << UInt8(index % 8)
            if case .success = Self.read(other) { Issue.record("octet \(index)") }
        }
    }

    @Test("A missing end is found, wherever it is cut, and so is something behind the end")
    func cut() {
        let octets = Self.pack(Self.files)
        for count in octets.indices {
            if case .success = Self.read(Array(octets.prefix(count))) { Issue.record("cut at \(count)") }
        }
        #expect(Self.read(octets + [0]) == .failure(.archive(.garbled)))
    }

    @Test("A file that has no place in it is refused, wherever it would lead")
    func strangers() {
        for name in [
            "/etc/passwd", "../x", "config/../x", "config/a/../../../x", "config/./x", "config//x", "config/",
            "config", "state/other", "state/usher.sqlite-wal", "config/.hidden", "config/x~", "config/a\\b",
            "templates/" + String(repeating: "d/", count: 20) + "x", "config/a\u{1b}b", "usher-backup.json",
            "config/usher.yaml", "state/keys.json/x", "config/usher.yaml/x", "templates/a",
        ] {
            let octets = Self.pack(Self.files + [(name, "")])
            #expect(Self.read(octets) == .failure(.unexpected(name)), "\(name)")
        }
    }

    @Test("A length beyond the archive, and one beyond any file of its kind, is refused before anything is read")
    func giants() {
        let head = Self.file("usher-backup.json", Array("{}".utf8))
        for (name, length) in [("state/usher.sqlite", Int64.max), ("config/usher.yaml", 1 << 40)] {
            let header = ArchiveHeader(name: name, length: length, moment: 0).octets ?? []
            #expect(Self.read(head + header) == .failure(.archive(.tooLarge(name))))
        }
        let text = String(repeating: " ", count: BackupName.largestFile + 1)
        let octets = Self.pack(Self.files + [("config/large", text)])
        #expect(Self.read(octets) == .failure(.archive(.tooLarge("config/large"))))
    }

    @Test("What does not begin like a backup is none, and what lacks something says what")
    func kinds() {
        for octets in [[], [1, 2, 3], [UInt8](repeating: 7, count: 5000), Self.pack([("config/usher.yaml", "x")])] {
            #expect(Self.read(octets) == .failure(.notABackup))
        }
        #expect(Self.read(Self.pack(Self.files, sums: false)) == .failure(.lacks("SHA256SUMS")))
        let withoutKeys = Self.files.filter { $0.name != "state/keys.json" }
        #expect(Self.read(Self.pack(withoutKeys)) == .failure(.lacks("state/keys.json")))
    }

    @Test(
        "A mail has a plain name in one of three folders",
        arguments: [
            ("state/spool/new/1764515.M1P2R3.usher", true), ("state/spool/kept/1.V801I2c,S=3:2,S", true),
            ("state/spool/letters/a", true), ("state/spool/strange/a", false), ("state/spool/tmp/a", false),
            ("state/spool/new/.a", false), ("state/spool/new/..", false), ("state/spool/new/", false),
            ("state/spool/new/a/b", false), ("state/spool/new/a b", false), ("state/spool/new/\u{e4}", false),
            ("state/spool/a", false), ("spool/new/a", false), ("config/spool/new/a", false),
            ("state/spool/new/" + String(repeating: "a", count: 100), true),
            ("state/spool/new/" + String(repeating: "a", count: 101), false),
        ])
    func mails(_ name: String, _ isMail: Bool) {
        #expect(BackupName.isMail(name) == isMail, "\(name)")
    }
}
