import Foundation
import Testing
import TestSupport
import TestWorld
import UsherCore

@testable import UsherStore

@Suite("A database whose file cannot be written, while its log can")
struct RoomTests {
    private func isWriteFault(_ error: StoreError?) -> Bool {
        if case .cannotRecord = error { true } else { false }
    }

    @Test(
        "A log that cannot be moved is heard and keeps claims from being made, but no no from being taken, until it works"
    )
    func fault() throws {
        let folder = try TemporaryFolder("room")
        var random = SeededGenerator(seed: 1)
        let disk = try FaultyDisk(folder.path, using: &random)
        let path = folder("usher.sqlite")
        let store = try SQLiteStore.open(path: path, hash: TestHash.of)
        try store.ensureRoom()
        try store.setNote("a", "1")
        disk.fail(.write, of: .database, times: nil)

        let heard = try #require(#expect(throws: StoreError.self) { try store.keepRoom(isTime: true) })
        #expect(isWriteFault(heard) && store.checkpointTrouble == heard)
        #expect(throws: heard) { try store.ensureRoom() }
        // Every tick tries again, whether or not it is time.
        #expect(throws: StoreError.self) { try store.keepRoom(isTime: false) }
        let key = try EmailAddress("ada@example.org").key
        _ = try store.suppress(
            key, scope: .everything, reason: .manual, until: nil, by: "test", note: nil, now: Scene.start)

        disk.fail(.write, times: 0)
        try store.keepRoom(isTime: false)
        #expect(store.checkpointTrouble == nil)
        try store.ensureRoom()
        try store.close()
        let again = try SQLiteStore.open(path: path, hash: TestHash.of)
        #expect(try again.suppressions(limit: 9, now: Scene.start).count == 1)
    }

    @Test("A reserve is kept, private, and given up when something must be recorded")
    func reserve() throws {
        let folder = try TemporaryFolder("room")
        let store = try SQLiteStore.open(path: folder("usher.sqlite"), hash: TestHash.of)
        let room = try #require(store.room)
        try #require(room.hasRoomForReserve, "the disk of the tests is full")
        try store.keepRoom(isTime: true)
        let facts = try FileManager.default.attributesOfItem(atPath: store.reservePath)
        #expect(facts[.size] as? Int64 == room.reserve)
        #expect(facts[.posixPermissions] as? Int == 0o600)
        #expect(store.releaseReserve() && !store.releaseReserve())
        var tries = 0
        try store.keepRoom(isTime: true)
        let result = try store.writeUrgently(now: Scene.start) { (_) throws(StoreError) in
            tries += 1
            if tries == 1 { throw .cannotRecord("full") }
            return tries
        }
        #expect(result == 2 && !FileManager.default.fileExists(atPath: store.reservePath))
        #expect(throws: StoreError.cannotRecord("full")) {
            try store.writeUrgently(now: Scene.start) { (_) throws(StoreError) in throw .cannotRecord("full") }
        }
    }
}
