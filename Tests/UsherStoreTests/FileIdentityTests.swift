import Foundation
import Testing
import TestSupport
@testable import UsherCore

@testable import UsherStore

@Suite("SQLite store: files that somebody moves while they are in use")
struct FileIdentityTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder("state"), withIntermediateDirectories: false)
        store = try SQLiteStore.open(path: folder("state/usher.sqlite"), hash: TestHash.of)
        try store.setNote("a", "b")
    }

    enum Move: CaseIterable, Sendable {
        case database, deleted, folder, replaced, emptied, truncated, log, anotherLog

        var expected: StoreFileChange {
            switch self {
            case .database, .deleted, .folder: .databaseIsGone
            case .replaced, .emptied: .databaseIsAnother
            case .truncated: .databaseIsEmptied
            case .log: .logIsGone
            case .anotherLog: .logIsAnother
            }
        }
    }

    private func make(_ move: Move) throws {
        let files = FileManager.default
        let database = folder("state/usher.sqlite")
        switch move {
        case .database: try files.moveItem(atPath: database, toPath: folder("away"))
        case .deleted: try files.removeItem(atPath: database)
        case .folder: try files.moveItem(atPath: folder("state"), toPath: folder("away"))
        case .replaced:
            let other = try SQLiteStore.open(path: folder("other.sqlite"), hash: TestHash.of)
            try other.close()
            #expect(rename(folder("other.sqlite"), database) == 0)
        case .emptied: try Data().write(to: URL(fileURLWithPath: database), options: .atomic)
        case .truncated: #expect(truncate(database, 0) == 0)
        case .log: try files.removeItem(atPath: "\(database)-wal")
        case .anotherLog: try Data([1]).write(to: URL(fileURLWithPath: "\(database)-wal"), options: .atomic)
        }
    }

    @Test("are noticed as what they are, and take nothing new", arguments: Move.allCases)
    func noticed(move: Move) throws {
        #expect(store.fileChange == nil)
        try make(move)
        #expect(store.fileChange == move.expected)
        let error = #expect(throws: StoreError.self) { try store.setNote("c", "d") }
        #expect(error?.word == "moved")
        #expect(error?.description.contains("while it was in use") == true)
        #expect(error?.description.contains("defect") == false)
        #expect(throws: StoreError.self) { try store.checkpoint() }
        #expect(throws: StoreError.self) { try store.gate() }
    }

    @Test("keep what the relay has said already")
    func settles() throws {
        try make(.database)
        let sent = Settlement(delivery: DeliveryID(1), result: .sent(countsTowardsCap: true), advance: .stay)
        #expect(try store.settle([sent], owner: "nobody", now: Scene.start) == [sent.delivery: false])
    }

    @Test("lose nothing of a deleted log that is rescued")
    func rescued() throws {
        try make(.log)
        try store.rescue()
        let copy = folder("copy.sqlite")
        try FileManager.default.copyItem(atPath: folder("state/usher.sqlite"), toPath: copy)
        #expect(try SQLiteStore.open(path: copy, hash: TestHash.of).note("a") == "b")
    }
}
