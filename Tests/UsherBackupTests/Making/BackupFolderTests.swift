import Foundation
import TestSupport
import Testing
import UsherCore

@testable import UsherBackup

@Suite("A folder with backups")
struct BackupFolderTests {
    private static func name(_ day: Int) -> String { "usher-2026-11-\(day < 10 ? "0" : "")\(day)T031500Z.tar" }

    @Test("Keeps the latest, and touches nothing that is called otherwise")
    func superfluous() {
        let names = (1...5).map(Self.name) + ["usher-2026-11-01.tar", "shop.tar", "usher-2026-11-01T031500Z.tar.gz"]
        func gone(_ keep: Int, _ newest: Int = 5) -> [String] {
            BackupFolder.superfluous(names.shuffled(), keep: keep, newest: Self.name(newest))
        }
        #expect(gone(14) == [])
        #expect(gone(5) == [])
        #expect(gone(3) == [Self.name(2), Self.name(1)])
        #expect(gone(1) == [Self.name(4), Self.name(3), Self.name(2), Self.name(1)])
        // The clock was set back: the one that was just made stays, whatever it is called.
        #expect(gone(2, 1) == [Self.name(4), Self.name(3), Self.name(2)])
    }

    @Test("Knows of a later one in a folder within, where a copy was copied into an older one")
    func nested() throws {
        let folder = try TemporaryFolder()
        let within = folder("usher")
        try FileManager.default.createDirectory(atPath: within, withIntermediateDirectories: true)
        func put(_ path: String) throws { try Data().write(to: URL(fileURLWithPath: path)) }
        #expect(try BackupFolder.later(within: folder.path) == nil)
        try put("\(within)/\(Self.name(2))")
        #expect(try BackupFolder.later(within: folder.path) == "\(within)/\(Self.name(2))")
        try put(folder(Self.name(2)))
        #expect(try BackupFolder.later(within: folder.path) == nil)
        try put("\(within)/\(Self.name(3))")
        #expect(try BackupFolder.later(within: folder.path) == "\(within)/\(Self.name(3))")
        #expect(try BackupFolder.later(within: folder(Self.name(2))) == nil)
    }

    @Test(
        "Tells people of the mode in force from those of the other",
        arguments: [
            (1, 3, "1 contact (rehearsal: 3)", "3 contacts (live: 1)", "1 contact in live, 3 in rehearsal"),
            (nil, 3, "0 contacts (rehearsal: 3)", "3 contacts", "3 contacts"),
            (2, nil, "2 contacts", "0 contacts (live: 2)", "2 contacts"),
        ] as [(Int?, Int?, String, String, String)])
    func people(live: Int?, rehearsal: Int?, inLive: String, inRehearsal: String, unknown: String) {
        let people = BackupContacts(live: live, rehearsal: rehearsal)
        #expect(people.words(in: .live) == inLive && people.words(in: .rehearsal) == inRehearsal)
        #expect(people.words == unknown)
    }

    @Test("A second one in the same second goes beside the first")
    func sameSecond() throws {
        let folder = try TemporaryFolder()
        let moment = Timestamp(seconds: 1_795_431_659)
        var names: [String] = []
        for _ in 1...3 {
            names.append(BackupFolder(folder.path).place(for: moment))
            try Data().write(to: URL(fileURLWithPath: folder(names.last ?? "")))
        }
        #expect(
            names == [
                "usher-2026-11-23T110059Z.tar", "usher-2026-11-23T110100Z.tar", "usher-2026-11-23T110101Z.tar",
            ])
    }

    @Test("Is named by the moment, in UTC")
    func names() {
        #expect(BackupFolder.name(Timestamp(seconds: 1_795_431_600)) == "usher-2026-11-23T110000Z.tar")
        let moment = Timestamp(seconds: 1_795_431_659)
        #expect(BackupFolder.moment(ofName: BackupFolder.name(moment)) == moment)
        let others = ["shop.tar", "usher-2026-11-23T110000Z.tar.gz", "usher-2026-11-33T110000Z.tar", ""]
        #expect(others.allSatisfy { BackupFolder.moment(ofName: $0) == nil })
    }
}
