import Foundation
import Testing
import TestSupport
import UsherCore
import UsherMail

@testable import UsherDaemon

@Suite("What a state folder remembers")
struct StateMemoryTests {
    private let folder: TemporaryFolder
    private let files = FileManager.default

    init() throws { folder = try TemporaryFolder() }

    private func folders(_ state: String = "state", _ mode: Settings.Mode = .live) throws -> HomeFolders {
        let path = folder(state)
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
        return HomeFolders(home: folder.path, state: path, mode: mode)
    }

    @discardableResult
    private func open(_ state: String = "state", _ mode: Settings.Mode = .live) throws -> String {
        let memory = try StateMemory.open(try folders(state, mode), now: Timestamp(seconds: 0))
        defer { try? memory.store.close() }
        return memory.store.databaseID
    }

    private func write(_ text: String, _ path: String) throws {
        try text.write(toFile: folder(path), atomically: true, encoding: .utf8)
        chmod(folder(path), 0o600)
    }

    private func copy(_ from: String, _ to: String) throws {
        try? files.removeItem(atPath: folder(to))
        try files.copyItem(atPath: folder(from), toPath: folder(to))
    }

    private func refused(_ mode: Settings.Mode = .live, saying words: String...) {
        let error = #expect(throws: (any Error).self) { try open("state", mode) }
        guard let error else { return }
        for word in words { #expect("\(error)".contains(word), "\(error)") }
    }

    @Test("is begun once for each mode, and found again")
    func firstStart() throws {
        let live = try open()
        let rehearsal = try open("state", .rehearsal)
        #expect(live != rehearsal)
        #expect(try open() == live && open("state", .rehearsal) == rehearsal)
        let content = try KeyFile.read(folder("state/keys.json"))
        #expect(content?.databases == ["usher.sqlite": live, "rehearsal.sqlite": rehearsal])
    }

    @Test(
        "is not read with another home's keys, in either mode, nor another home's database with these",
        arguments: [true, false])
    func anothersKeys(keys: Bool) throws {
        for mode in Settings.Mode.allCases {
            try open("state", mode)
            try open("other", mode)
        }
        if keys {
            try copy("other/keys.json", "state/keys.json")
        } else {
            for name in ["usher.sqlite", "rehearsal.sqlite"] { try copy("other/\(name)", "state/\(name)") }
        }
        for mode in Settings.Mode.allCases { refused(mode, saying: "do not belong together", "backup") }
        #expect(try open("other") == open("other"))
    }

    @Test("knows a rotated keys.json, and one from before the rotation as too old")
    func rotated() throws {
        let id = try open()
        let old = try #require(try KeyFile.read(folder("state/keys.json")))
        let first = try #require(old.keyring.keys.first)
        let second = try #require(
            SigningKey(id: 2, createdAt: Timestamp(seconds: 9), secret: Array(repeating: 7, count: 32)))
        try write(try Keyring(keys: [second, first]).json(), "state/keys.json")
        #expect(try open() == id)
        try write(old.keyring.json(databases: old.databases), "state/keys.json")
        refused(saying: "lacks key 2", "latest copy")
        try write(try Keyring(keys: [second]).json(), "state/keys.json")
        refused(saying: "lacks key 1")
    }

    @Test("takes up its keys once where they were never written down")
    func older() throws {
        let memory = try StateMemory.open(try folders(), now: Timestamp(seconds: 0))
        let keyring = memory.keyring
        try memory.store.close()
        try write(keyring.json(), "state/keys.json")
        #expect(try open() == memory.store.databaseID)
        #expect(try KeyFile.read(folder("state/keys.json"))?.databases == ["usher.sqlite": memory.store.databaseID])
    }

    enum Loss: CaseIterable, Sendable {
        case deleted, emptied, onlyTheLog

        var words: String {
            switch self {
            case .deleted: "is not there, and this is no first start"
            case .emptied: "is empty (0 octets), and this is no first start"
            case .onlyTheLog: "is not there, but its log (-wal) is"
            }
        }
    }

    @Test(
        "is never begun anew where it was lost, not even by keys from before they knew it", arguments: Loss.allCases,
        [true, false])
    func lost(loss: Loss, isAware: Bool) throws {
        let memory = try StateMemory.open(try folders(), now: Timestamp(seconds: 0))
        try memory.store.close()
        if !isAware { try write(memory.keyring.json(), "state/keys.json") }
        try files.removeItem(atPath: folder("state/usher.sqlite"))
        switch loss {
        case .deleted: break
        case .emptied: try write("", "state/usher.sqlite")
        case .onlyTheLog: try write("frames", "state/usher.sqlite-wal")
        }
        let before = try files.contentsOfDirectory(atPath: folder("state")).sorted()
        let way =
            isAware
            ? "remove its name from 'databases' in \(folder("state/keys.json"))" : "move \(folder("state")) away"
        refused(saying: loss.words, "restore it from a backup", way)
        #expect(try files.contentsOfDirectory(atPath: folder("state")).sorted() == before)
    }

    @Test("is begun anew where the operator says so, and the other mode's stays")
    func begunAnew() throws {
        let live = try open()
        let rehearsal = try open("state", .rehearsal)
        try files.removeItem(atPath: folder("state/rehearsal.sqlite"))
        refused(.rehearsal, saying: "rehearsal.sqlite is not there")
        let content = try #require(try KeyFile.read(folder("state/keys.json")))
        try write(content.keyring.json(databases: ["usher.sqlite": live]), "state/keys.json")
        #expect(try open("state", .rehearsal) != rehearsal && open() == live)
    }

    @Test("is not begun beside a database whose keys are lost, and says which database that is")
    func lostKeys() throws {
        try open("state", .rehearsal)
        try open("state", .live)
        try files.removeItem(atPath: folder("state/keys.json"))
        refused(.rehearsal, saying: "rehearsal.sqlite was made with it")
        refused(.live, saying: "usher.sqlite was made with it")
        try files.removeItem(atPath: folder("state/usher.sqlite"))
        refused(.live, saying: "rehearsal.sqlite was made with it")
    }

    @Test("does not take one mode's database for the other's, nor one that its keys never knew")
    func wrongDatabase() throws {
        try open("state", .rehearsal)
        try copy("state/rehearsal.sqlite", "state/usher.sqlite")
        refused(saying: "usher.sqlite is a copy of rehearsal.sqlite")
        try files.removeItem(atPath: folder("state/usher.sqlite"))
        try open()
        try files.createDirectory(atPath: folder("twin"), withIntermediateDirectories: true)
        let keys = try #require(try KeyFile.read(folder("state/keys.json")))
        try write(keys.keyring.json(databases: [:]), "twin/keys.json")
        try open("twin")
        try copy("twin/usher.sqlite", "state/usher.sqlite")
        refused(saying: "is not the database", "'databases'")
    }

    @Test("is its owner's alone, and made of ordinary files")
    func privacy() throws {
        try open()
        chmod(folder("state/usher.sqlite"), 0o644)
        refused(saying: "mode 644", "chmod 600")
        chmod(folder("state/usher.sqlite"), 0o600)
        try files.removeItem(atPath: folder("state/usher.sqlite"))
        #expect(mkfifo(folder("state/usher.sqlite"), 0o600) == 0)
        refused(saying: "is not an ordinary file")
    }
}
