import Foundation
import TestSupport
import TestWorld
import Testing

@Suite("The faulty disk")
struct FaultyDiskTests {
    struct Settings: Sendable, CustomTestStringConvertible {
        let journal: String
        let synchronous: String
        var ends: [RawLife.End] = [.kill, .power]
        var testDescription: String { "\(journal), \(synchronous)" }
        var lines: [String] {
            ["PRAGMA journal_mode = \(journal)", "PRAGMA synchronous = \(synchronous)", "PRAGMA cache_size = 8"]
        }
    }

    /// What SQLite promises to be durable once it is committed. A journal that is used again has a gap: a process that
    /// dies before it synced the journal's end, another that begins a new one over it, and then the power.
    private static let safe = [
        Settings(journal: "WAL", synchronous: "FULL"), Settings(journal: "DELETE", synchronous: "EXTRA"),
        Settings(journal: "TRUNCATE", synchronous: "FULL", ends: [.power]),
        Settings(journal: "PERSIST", synchronous: "FULL", ends: [.power]),
    ]

    /// What it does not. In DELETE, FULL leaves the deletion of the journal to the system.
    private static let unsafe = [
        Settings(journal: "WAL", synchronous: "NORMAL"), Settings(journal: "WAL", synchronous: "OFF"),
        Settings(journal: "DELETE", synchronous: "FULL"), Settings(journal: "DELETE", synchronous: "OFF"),
    ]

    private func broken(_ settings: Settings, seed: UInt64, garbage: Bool = false) throws -> RawLife.Broken? {
        do {
            var life = try RawLife(settings.lines, seed: seed, in: TemporaryFolder("disk"))
            try life.run(lives: 6, ends: settings.ends, garbage: garbage)
            return nil
        } catch let broken as RawLife.Broken {
            return broken
        }
    }

    @Test("What was committed with a sync survives every kill and loss of power, and nothing is half", arguments: safe)
    func survives(settings: Settings) throws {
        for seed in 1...50 as ClosedRange<UInt64> {
            #expect(try broken(settings, seed: seed, garbage: seed % 2 == 0) == nil, "seed \(seed)")
        }
    }

    @Test("What was committed without one is lost by some", arguments: unsafe)
    func loses(settings: Settings) throws {
        let seeds = 1...50 as ClosedRange<UInt64>
        #expect(try seeds.contains { try broken(settings, seed: $0) != nil })
    }

    @Test("A log of NORMAL loses its end and nothing else")
    func losesTheEnd() throws {
        for seed in 1...50 as ClosedRange<UInt64> {
            let broken = try broken(Settings(journal: "WAL", synchronous: "NORMAL"), seed: seed)
            #expect(broken == nil || broken == .lost, "seed \(seed)")
        }
    }

    @Test("The same seed leaves the same octets")
    func repeats() async {
        // By itself, because SQLite's chance is one for all threads.
        await #expect(processExitsWith: .success) {
            for settings in FaultyDiskTests.safe {
                for seed in 1...5 as ClosedRange<UInt64> {
                    let all = try (0..<2).map { _ in
                        var random = SeededGenerator(seed: seed)
                        FaultyDisk.beginWorld(unixMilliseconds: 1_795_000_000_000, using: &random)
                        defer { FaultyDisk.endWorld() }
                        var life = try RawLife(settings.lines, seed: seed, in: TemporaryFolder("disk"))
                        try life.run(lives: 5, garbage: true)
                        return try life.octets()
                    }
                    try #require(all[0] == all[1] && !all[0].isEmpty, "\(settings), seed \(seed)")
                }
            }
        }
    }
}
