import Foundation
import GRDB
import Testing
import TestSupport
import UsherCore
import UsherStore

@Suite("SQLite store: crashes")
struct CrashTests {
    private let kind: StoreUnderTest

    init() throws { kind = try #require(StoreUnderTest.all.first) }

    /// What a crash leaves behind: the file and its log as they are on disk now, without the shared memory.
    private func crash(_ scene: Scene, into folder: TemporaryFolder) throws {
        for name in ["usher.sqlite", "usher.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: scene.folder(name), toPath: folder(name))
        }
    }

    @Test("Every answered verb survives, and nothing is half done", arguments: [11, 12, 13, 14] as [UInt64])
    func survives(seed: UInt64) throws {
        let scene = try Scene(kind)
        var life = RandomLife(scene, seed: seed)
        for round in 1...300 {
            try life.step()
            if round % 70 == 0 { try (scene.store as? SQLiteStore)?.checkpoint() }
            guard round % 60 == 0 else { continue }
            let folder = try TemporaryFolder()
            try crash(scene, into: folder)
            let survivor = try kind.open(folder)
            let everything = DeliveryFilter(limit: 100_000)
            #expect(try survivor.deliveries(everything) == scene.store.deliveries(everything))
            #expect(try survivor.totals(now: scene.now) == scene.store.totals(now: scene.now))
            #expect(try survivor.pauses() == scene.store.pauses())
            try TableRules.check(folder("usher.sqlite"))
        }
    }

    @Test("A log that was cut off in the middle of a commit loses that commit alone")
    func tornCommit() throws {
        let scene = try Scene(kind)
        try scene.entered("ada@example.com")
        let whole =
            try FileManager.default.attributesOfItem(atPath: scene.folder("usher.sqlite-wal"))[.size] as? Int ?? 0
        try scene.entered("bob@example.com")
        for extra in [0, 1, 24, 4096, 9000] {
            let folder = try TemporaryFolder()
            try crash(scene, into: folder)
            let log = try #require(FileHandle(forWritingAtPath: folder("usher.sqlite-wal")))
            try log.truncate(atOffset: UInt64(whole + extra))
            try log.close()
            let survivor = try kind.open(folder)
            #expect(try survivor.totals(now: scene.now).contacts == 1)
            #expect(try survivor.totals(now: scene.now).byState == [.queued: 1])
            try TableRules.check(folder("usher.sqlite"))
        }
    }

    @Test("What was claimed when it died is recovered, in doubt, with its composition")
    func recovery() throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let composition = try #require(try scene.claim(owner: "before").claimed.first).composition
        let folder = try TemporaryFolder()
        try crash(scene, into: folder)
        let survivor = try kind.open(folder)
        #expect(try survivor.recover(owner: "after", resendAt: scene.now, now: scene.now) == [ada.delivery])
        let batch = try survivor.claim(owner: "after", now: scene.now, limit: 5) { candidate, _ in
            .send(
                candidate.composition ?? Composition(revision: Scene.revision, inputs: "other", composedAt: scene.now))
        }
        #expect(batch.claimed.map(\.composition) == [composition])
        #expect(batch.claimed.first?.candidate.inDoubt == true)
    }
}
