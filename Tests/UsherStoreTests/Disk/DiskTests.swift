import TestSupport
import Testing
import UsherStore

@Suite("SQLite store: kills, losses of power, and a disk that fails")
struct DiskTests {
    private let scene: Scene

    init() throws {
        scene = try Scene(try #require(StoreUnderTest.all.first))
        try (scene.store as? SQLiteStore)?.close()
    }

    @Test("Every answered verb survives a kill or a loss of power at any call, and none is half done")
    func survives() throws {
        var (answered, cutShort) = (0, 0)
        for seed in 1...80 as ClosedRange<UInt64> {
            let life = try DiskLife(from: scene, seed: seed)
            #expect(throws: Never.self, "seed \(seed)") { try life.run(lives: 3) }
            answered += life.answered
            cutShort += life.cutShort
        }
        #expect(answered > 1500 && cutShort > 100)
    }

    @Test("The same where the disk fails or is full now and then")
    func survivesTrouble() throws {
        var cutShort = 0
        for seed in 1...40 as ClosedRange<UInt64> {
            let life = try DiskLife(from: scene, seed: seed)
            #expect(throws: Never.self, "seed \(seed)") { try life.run(lives: 3, hasTrouble: true) }
            cutShort += life.cutShort
        }
        #expect(cutShort > 80)
    }

    @Test("A store that does not wait for the disk loses an answered verb to some loss of power")
    func losesWithoutWaiting() throws {
        #expect(
            try (1...20 as ClosedRange<UInt64>).contains { seed in
                let life = try DiskLife(from: scene, seed: seed, isLasting: false)
                do { try life.run(lives: 3) } catch { return true }
                return false
            })
    }
}
