import Foundation
import TestHomes
import TestSupport
import Testing
import UsherCore
import UsherDaemon
import UsherHome
import UsherIntake
import UsherMail
import UsherStore

@testable import UsherBackup

@Suite("A home that is restored")
struct HomeRestoreTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let now = Timestamp(seconds: 1_795_431_600)

    init() throws { (folder, home) = try OpenHome.shipped() }

    private var file: String { folder("shop.tar") }

    @discardableResult
    private func backUp() throws -> HomeBackup.Made {
        try HomeBackup(home: folder.path, state: folder("state"), now: now).write(to: file)
    }

    @discardableResult
    private func restore(
        _ target: String, overwrite: Bool = false, from other: String? = nil
    ) throws -> HomeRestore.Restored {
        try HomeRestore(
            file: other ?? file, home: folder(target), environment: [:], mayOverwrite: overwrite, now: now
        ).run()
    }

    private func opened(_ target: String) throws -> OpenHome { try OpenHome.open(folder(target), environment: [:]) }

    private func refused(_ words: String, _ body: () throws -> Void) {
        let error = #expect(throws: (any Error).self) { try body() }
        if let error { #expect("\(error)".contains(words), "\(error)") }
    }

    /// Everything below a folder, by its path.
    private func tree(_ path: String) -> [String: Data] {
        var found: [String: Data] = [:]
        let files = FileManager.default
        for name in (try? files.subpathsOfDirectory(atPath: path)) ?? [] {
            found[name] = files.contents(atPath: "\(path)/\(name)") ?? Data()
        }
        return found
    }

    @Test("Signs as before: it has every pair of DKIM keys, and overwrites none")
    func signingKeys() throws {
        _ = try home.intake.enter([home.entry("ada@example.org")])
        let keys = DKIMKeyFolder(state: folder("state"), environment: [:])
        for name in ["spring", "summer"] { try keys.add(try DKIMKeys.make(name: name, now: now)) }
        try backUp()
        try restore("other")
        for name in ["spring", "summer"] {
            let file = "state/dkim-\(name).json"
            #expect(tree(folder("other"))[file] == tree(folder.path)[file])
            var status = stat()
            #expect(stat(folder("other/\(file)"), &status) == 0 && status.st_mode & 0o777 == 0o600)
        }
        for file in ["keys.json", "rehearsal.sqlite", "dkim-summer.json"] { unlink(folder("other/state/\(file)")) }
        for part in ["config", "templates"] { try FileManager.default.removeItem(atPath: folder("other/\(part)")) }
        refused("dkim-spring.json") { try restore("other") }
    }

    @Test("Is poured into a file that somebody else has opened, and leaves nothing beside")
    func poured() throws {
        _ = try home.intake.enter([home.entry("ada@example.org")])
        let before = try FileManager.default.contentsOfDirectory(atPath: folder("state")).sorted()
        let target = open(file, O_WRONLY | O_CREAT, 0o600)
        defer { close(target) }
        let made = try HomeBackup(home: folder.path, state: folder("state"), now: now).pour(into: target)
        #expect(made.size == FileManager.default.contents(atPath: file)?.count)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder("state")).sorted() == before)
        #expect(try restore("other").people == made.people)
        let reader = open(file, O_RDONLY)
        defer { close(reader) }
        refused("standard output") {
            _ = try HomeBackup(home: folder.path, state: folder("state"), now: now).pour(into: reader)
        }
    }

    @Test("Has its people, keys and files, and sends nothing")
    func whole() throws {
        _ = try home.intake.enter([home.entry("ada@example.org")])
        let made = try backUp()
        #expect(made.people == BackupContacts(live: nil, rehearsal: 1))
        var status = stat()
        #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
        let restored = try restore("other")
        #expect(restored.people == made.people && restored.aside == [] && restored.files == made.files)
        let other = try opened("other")
        #expect(Array(other.keyring.fingerprints.dropFirst()) == home.keyring.fingerprints)
        #expect(other.store.databaseID == home.store.databaseID)
        #expect(try other.store.contact(EmailAddress("ada@example.org").key) != nil)
        let pause = try #require(try other.store.pauses().first)
        #expect(pause.scope == .relay && pause.until == nil)
        #expect(pause.reason == .restored(from: "shop.tar", made: "2026-11-23T11:00:00Z"))
        for part in ["config", "templates"] {
            #expect(tree(folder("other/\(part)")) == tree(folder(part)))
        }
        let files = FileManager.default
        #expect(try files.contentsOfDirectory(atPath: folder("other")).sorted() == ["config", "state", "templates"])
        let state = Set(try files.contentsOfDirectory(atPath: folder("other/state")))
        #expect(
            state.isSubset(of: [
                "keys.json", "lock", "rehearsal.sqlite", "rehearsal.sqlite-wal", "rehearsal.sqlite-shm",
            ]))
    }

    @Test("Takes the links of whom it has lost for nobody's, whoever has their number now")
    func lostNumbers() throws {
        _ = try home.intake.enter([home.entry("ada@example.org")])
        try backUp()
        _ = try home.intake.enter([home.entry("lost@example.org")])
        let made = home.clock.now()
        func tokens(_ home: OpenHome, _ address: String) throws -> (Token, Token) {
            let contact = try #require(try home.store.contact(EmailAddress(address).key)).id
            return (.unsubscribe(contact, DeliveryID(1)), .data(contact, askedAt: made))
        }
        let seal = home.press.composer.seal
        let (ada, lost) = (try tokens(home, "ada@example.org"), try tokens(home, "lost@example.org"))
        let links = [ada.0, ada.1, lost.0, lost.1].map { seal.url($0, at: made) }
        try restore("other")
        let other = try opened("other")
        _ = try other.intake.enter([other.entry("new@example.org")])
        let new = try tokens(other, "new@example.org")
        #expect(new.0 == lost.0 && new.1 == lost.1, "the number is given again")
        let whole = other.press.composer.seal
        #expect(whole.token(url: links[0]) == ada.0, "an older link stays good")
        #expect(whole.token(url: links[2]) == nil && whole.token(url: links[3]) == nil)
        let later = made.adding(seconds: 3600)
        #expect(whole.token(url: whole.url(new.0, at: later)) == new.0)
        #expect(whole.url(new.0, at: later) != links[2])
    }

    @Test("Ends every way into the dashboard, and names the programs that are let in")
    func waysIn() throws {
        let (link, spent) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
        let cookie = [UInt8](repeating: 3, count: 32)
        func session(of store: SQLiteStore, by link: [UInt8]) throws -> DashboardSession? {
            try store.openDashboardSession(
                link: link, hash: cookie, pageToken: cookie, endsAt: now.adding(seconds: 600), now: now)
        }
        for each in [link, spent] {
            try home.store.addDashboardLink(hash: each, mayAct: true, endsAt: now.adding(seconds: 600), now: now)
        }
        #expect(try session(of: home.store, by: spent) != nil)
        for (name, end) in [("till", nil), ("fair", now.adding(seconds: -1)), ("old", nil)] as [(String, Timestamp?)] {
            _ = try home.store.addToken(
                named: name, hash: Array(name.utf8), scopes: TokenScope.standard, endsAt: end,
                now: now.adding(seconds: -60))
        }
        _ = try home.store.revokeToken(named: "old", now: now)
        try backUp()
        let restored = try restore("other")
        #expect(restored.tokens == ["till"])
        let other = try opened("other").store
        #expect(try other.dashboardSession(cookie, now: now) == nil)
        #expect(try session(of: other, by: link) == nil)
        #expect(try home.store.dashboardSession(cookie, now: now) != nil)
    }

    @Test("Takes nobody's place unless it is told, and then moves what was there aside")
    func overwriting() throws {
        try backUp()
        try restore("other")
        let before = tree(folder("other"))
        refused("other/config") { try restore("other") }
        #expect(tree(folder("other")) == before)
        let restored = try restore("other", overwrite: true)
        #expect(restored.aside.count == 2)
        for aside in restored.aside { #expect(FileManager.default.fileExists(atPath: aside)) }
        _ = try opened("other")
    }

    @Test("Two in one second keep apart what was there")
    func sameSecond() throws {
        try backUp()
        try restore("other")
        let first = try restore("other", overwrite: true)
        let second = try restore("other", overwrite: true)
        #expect(first.aside.count == 2 && second.aside == first.aside.map { "\($0)-2" })
        for aside in first.aside + second.aside { #expect(!tree(aside).isEmpty) }
    }

    @Test("Waits for a daemon that runs there, and changes nothing")
    func running() throws {
        try backUp()
        try restore("other")
        let lock = try StateLock.acquire(folder: folder("other/state"))
        defer { withExtendedLifetime(lock) {} }
        let before = tree(folder("other"))
        refused("a daemon is running there") { try restore("other", overwrite: true) }
        #expect(tree(folder("other")) == before)
    }

    @Test("Keys and a database that do not belong together are neither kept nor restored")
    func keys() throws {
        try backUp()
        let (stranger, _) = try OpenHome.shipped()
        let other = "\(folder.path)/stranger.tar"
        _ = try HomeBackup(home: stranger.path, state: stranger("state"), now: now).write(to: other)
        // The database of the one with the keys of the other.
        let mixed = folder("mixed.tar")
        try Mixed.write(to: mixed, database: file, keys: other)
        let before = tree(folder.path)
        refused("do not belong together") { try restore("new", from: mixed) }
        refused("do not belong together") { _ = try BackupCheck.run(mixed) }
        #expect(tree(folder.path) == before)
        try FileManager.default.removeItem(atPath: folder("state/keys.json"))
        try FileManager.default.copyItem(atPath: stranger("state/keys.json"), toPath: folder("state/keys.json"))
        refused("do not belong together") { try backUp() }
    }

    @Test("A file that is no backup, or a damaged one, changes nothing, and makes nothing")
    func damaged() throws {
        try backUp()
        var octets = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        octets[octets.count / 2] ^= 1
        try Data(octets).write(to: URL(fileURLWithPath: folder("damaged.tar")))
        try Data(octets.dropLast(600)).write(to: URL(fileURLWithPath: folder("short.tar")))
        try Data("a letter".utf8).write(to: URL(fileURLWithPath: folder("letter.tar")))
        mkfifo(folder("pipe.tar"), 0o600)
        let before = Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
        for (name, words) in [
            ("damaged", "is damaged"), ("short", "its end is missing"), ("letter", "is no backup"),
            ("none", "No such file"), ("pipe", "not an ordinary file"),
        ] {
            refused(words) { try restore("new/home", from: folder("\(name).tar")) }
            refused(words) { _ = try BackupCheck.run(folder("\(name).tar")) }
        }
        #expect(Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path)) == before)
    }

    @Test("A home that is half restored lets nobody in until it is through, and the same again brings it there")
    func half() throws {
        try backUp()
        try restore("other")
        try Data().write(to: URL(fileURLWithPath: StateFolder.mark(in: folder("other/state"))))
        refused("was cut short") { _ = try opened("other") }
        try restore("other")
        _ = try opened("other")
    }

    @Test("A backup takes the place of a backup, and of nothing else")
    func inTheWay() throws {
        try backUp()
        try backUp()
        refused("is no backup of Usher's") {
            _ = try HomeBackup(home: folder.path, state: folder("state"), now: now).write(
                to: folder("config/usher.yaml"))
        }
    }

    @Test("Two homes may keep their backups in one folder")
    func folders() throws {
        let (stranger, _) = try OpenHome.shipped()
        let shelf = try TemporaryFolder()
        for day in 0..<4 {
            for (home, hour) in [(folder, 0), (stranger, 1)] {
                let moment = now.adding(seconds: Int64(day * 86_400 + hour * 3600))
                let name = BackupFolder.name(moment)
                _ = try HomeBackup(home: home.path, state: home("state"), now: moment).write(to: shelf(name))
                #expect(try BackupFolder(shelf.path).prune(keep: 2, newest: name).count == (day > 1 ? 1 : 0))
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: shelf.path).count == 4)

        // A home's newest is its own, whatever of others lies beside it, and whatever is no backup.
        try Data("no archive".utf8).write(to: URL(fileURLWithPath: shelf("usher-2030-01-01T000000Z.tar")))
        let newest = try #require(try BackupFolder(shelf.path).newest(of: [home.store.databaseID]))
        #expect(newest.made == now.adding(seconds: 3 * 86_400) && newest.name == BackupFolder.name(newest.made))
        #expect(try BackupFolder(shelf.path).newest(of: ["another"]) == nil)
        #expect(throws: BackupFault.self) { try BackupFolder(shelf("nowhere")).newest(of: ["another"]) }
    }
}

/// A backup put together from two.
private enum Mixed {
    static func write(to path: String, database: String, keys: String) throws {
        let (one, other) = (try files(of: database), try files(of: keys))
        var writer = try BackupWriter(path, moment: 0)
        for (name, octets) in one {
            try writer.add(name, name == BackupName.keys ? other.first { $0.0 == name }?.1 ?? [] : octets)
        }
        try writer.finish()
    }

    private static func files(of path: String) throws -> [(String, [UInt8])] {
        var found: [(String, [UInt8])] = []
        try BackupFile(path).read(
            begin: { found.append(($0.name, [])) }, take: { found[found.count - 1].1 += $0 }, end: {})
        return found.filter { $0.0 != BackupName.sums }
    }
}
