import Testing
import TestSupport
import UsherCore

@testable import UsherDoctor

@Suite("The doctor on the machine")
struct MachineJudgeTests {
    private static let now = Timestamp(seconds: 1_795_000_000)
    private static let hour: Int64 = 3_600_000

    /// A machine of which everything is right; a case makes one thing wrong.
    private static var whole: MachineFacts {
        var facts = MachineFacts(
            state: "/var/lib/usher", now: now,
            backups: .newest(path: "/b/usher-1.tar", made: now.adding(milliseconds: -25 * hour)))
        facts.isClockKept = true
        facts.newest = now.adding(milliseconds: 4 * 60_000)
        facts.room = DiskRoom(total: 10 << 30, free: 5 << 30, log: 0)
        facts.fileSystem = .local
        facts.places = [
            .init("/var/lib/usher", .secret, isFolder: true, mode: 0o700),
            .init("/var/lib/usher/keys.json", .secret, isFolder: false, mode: 0o600),
            .init("/etc/usher/password", .password, isFolder: false, mode: 0o640),
            .init("/etc/usher/config", .plain, isFolder: true, mode: 0o775),
        ]
        return facts
    }

    @Test("finds nothing wrong where nothing is")
    func well() {
        let findings = MachineJudge.judge(Self.whole)
        #expect(findings.map(\.grade) == [.ok, .ok, .ok, .ok, .ok], "\(findings)")
        #expect(findings.allSatisfy { $0.wanted == nil && $0.remedy == nil })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let grade: Finding.Grade
        var remedy: String?
        let change: @Sendable (inout MachineFacts) -> Void
    }

    private static func place(
        _ kind: MachineFacts.Place.Kind, _ mode: UInt32, _ words: String, isFolder: Bool = false, remedy: String
    ) -> Case {
        Case(testDescription: words, grade: .wrong, remedy: remedy) {
            $0.places.append(.init("/x", kind, isFolder: isFolder, mode: mode))
        }
    }

    static let cases: [Case] = [
        Case(testDescription: "it is 6 minutes behind", grade: .wrong, remedy: "timedatectl set-ntp true") {
            $0.newest = now.adding(milliseconds: 6 * 60_000)
        },
        Case(testDescription: "nothing keeps it", grade: .advice, remedy: "timedatectl set-ntp true") {
            $0.isClockKept = false
        },
        Case(testDescription: "does not say", grade: .unknown) { $0.isClockKept = nil },
        Case(testDescription: "15.9 MiB left", grade: .wrong, remedy: "df -h /var/lib/usher") {
            $0.room?.free = (16 << 20) - 1
        },
        Case(testDescription: "100.0 MiB free, so that the database's log is kept small", grade: .advice) {
            $0.room?.free = 100 << 20
        },
        Case(testDescription: "it cannot be asked", grade: .unknown) { $0.room = nil },
        Case(testDescription: "it is NFS", grade: .wrong, remedy: "findmnt --target /var/lib/usher") {
            $0.fileSystem = .network("NFS")
        },
        Case(testDescription: "it is in memory", grade: .advice) { $0.fileSystem = .memory },
        Case(testDescription: "it cannot be asked", grade: .unknown) { $0.fileSystem = nil },
        place(.secret, 0o640, "/x (mode 640) can be read or changed by others", remedy: "chmod 600 /x"),
        place(.secret, 0o755, "/x (mode 755)", isFolder: true, remedy: "chmod 700 /x"),
        place(.password, 0o644, "/x (mode 644) can be read or changed by others", remedy: "chmod 600 /x"),
        place(.password, 0o660, "/x (mode 660)", remedy: "chmod 600 /x"),
        place(.plain, 0o777, "/x (mode 777) can be changed by others", isFolder: true, remedy: "chmod o-w /x"),
        Case(testDescription: "and 2 more", grade: .wrong) {
            $0.places += (1...7).map { .init("/x\($0)", .secret, isFolder: false, mode: 0o644) }
        },
        Case(testDescription: "nobody said where", grade: .advice, remedy: "usher backup DIR --keep 14") {
            $0.backups = .nowhere
        },
        Case(testDescription: "/b has none of this home", grade: .advice, remedy: "usher backup /b --keep 14") {
            $0.backups = .none(folder: "/b")
        },
        Case(testDescription: "/b cannot be read", grade: .unknown) { $0.backups = .unreadable("/b cannot be read") },
        Case(
            testDescription: "1 day 3 hours old", grade: .advice, remedy: "systemctl status usher-backup.timer"
        ) { $0.backups = .newest(path: "/b/usher-1.tar", made: now.adding(milliseconds: -27 * hour)) },
    ]

    @Test("says of each single thing that is wrong just that", arguments: cases)
    func wrong(_ one: Case) throws {
        var facts = Self.whole
        one.change(&facts)
        let bad = MachineJudge.judge(facts).filter { $0.grade != .ok }
        #expect(bad.map(\.grade) == [one.grade], "\(bad)")
        let finding = try #require(bad.first)
        #expect(finding.found.contains(one.testDescription), "\(finding.found)")
        if let remedy = one.remedy { #expect(finding.remedy == remedy) }
        #expect(finding.lines.allSatisfy { !$0.contains("\n") })
        // Some machines never say what keeps their clock: asking again finds out nothing.
        #expect(finding.isUnanswered == (one.grade == .unknown && finding.about != "clock of this machine"))
    }

    @Test("this machine can be asked")
    func here() throws {
        let folder = try TemporaryFolder("machine")
        let room = try #require(MachineFacts.room(of: folder.path, log: 7))
        #expect(room.total >= room.free && room.free > 0 && room.log == 7)
        #expect(FileSystemKind.of(folder.path) != nil)
        #expect(FileSystemKind.of(folder("nowhere")) == nil)
        #expect(MachineFacts.Place.at(folder("nowhere"), .secret) == nil)
        #expect(MachineFacts.Place.at(folder.path, .secret)?.isFolder == true)
    }

    @Test("knows network file systems by their numbers (statfs(2))")
    func kinds() {
        let numbers: [(Int64, FileSystemKind)] = [
            (0x6969, .network("NFS")), (0xFF53_4D42, .network("CIFS")), (0x0102_1997, .network("9p")),
            (0x6573_5546, .network("FUSE")), (0x0102_1994, .memory), (0xEF53, .local), (0x9123_683E, .local),
        ]
        for (number, kind) in numbers { #expect(FileSystemKind(number: number) == kind) }
    }
}
