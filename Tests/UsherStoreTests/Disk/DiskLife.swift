import Foundation
import GRDB
import TestSupport
import TestWorld
import Testing

@testable import UsherCore
@testable import UsherStore

/// A store on a disk with faults that processes open one after another, each until it is killed or the power goes; and
/// a twin without any, to which everything happens as well. What the store holds must be what its twin held after a
/// verb that nobody can deny any more.
///
/// A verb that was cut short, or that threw, is there whole or not at all; it is done once more if not. It is certain
/// from the next answered verb on.
final class DiskLife {
    typealias Deed = (SQLiteStore) throws -> Void

    /// What a disk did to the store that it must not do.
    enum Broken: Error {
        /// It holds what its twin never held, or does not hold any more.
        case another
    }

    private let folder: TemporaryFolder
    private let scene: Scene
    private let disk: FaultyDisk
    private let isLasting: Bool
    private var random: SeededGenerator
    private let twin: SQLiteStore
    private let twinReader: DatabaseQueue
    /// What may have happened after the last answered verb; the twin has done all of it.
    private var pending: [Deed] = []
    /// The twin's tables before each of those and after the last; nothing where nothing is pending.
    private var states: [String] = []
    private var process = 0
    private var isInTrouble = false
    private(set) var answered = 0
    private(set) var cutShort = 0

    /// The database is a copy of the scene's, which is closed. `isLasting` is whether the store waits for the disk.
    init(from scene: Scene, seed: UInt64, isLasting: Bool = true) throws {
        self.scene = scene
        scene.now = Scene.start
        self.isLasting = isLasting
        random = SeededGenerator(seed: seed)
        folder = try TemporaryFolder("disk")
        for name in ["store", "twin"] {
            try FileManager.default.createDirectory(atPath: folder(name), withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: scene.folder("usher.sqlite"), toPath: folder("\(name)/usher.sqlite"))
        }
        disk = try FaultyDisk(folder("store"), using: &random)
        twin = try SQLiteStore.open(path: folder("twin/usher.sqlite"), hash: TestHash.of, isLasting: false)
        twinReader = try DatabaseQueue(path: folder("twin/usher.sqlite"))
    }

    private var path: String { folder("store/usher.sqlite") }

    // MARK: Living

    /// Lives that end by force; then one in which everything must be there. With `hasTrouble` the disk fails or is full
    /// now and then.
    func run(lives: Int, hasTrouble: Bool = false) throws {
        for life in 0..<lives {
            process = life
            disk.begin(life)
            let isCutEarly = Int.random(in: 0..<3, using: &random) == 0
            if isCutEarly { cutSoon() }
            do {
                let store = try open()
                defer { try? store.close() }
                var position = try look()
                if !isCutEarly { cutSoon() }
                for _ in 0..<25 {
                    if hasTrouble { makeTrouble() }
                    try tidy(store)
                    position = try act(store, from: position)
                }
            } catch let error as StoreError {
                guard disk.isDead(life) else { throw error }
            } catch let error as DatabaseError {
                guard disk.isDead(life) else { throw error }
            }
            endTrouble()
            if Bool.random(using: &random) {
                disk.losePower(garbage: Bool.random(using: &random), using: &random)
            } else {
                disk.kill(life)
            }
        }
        process = lives
        disk.begin(lives)
        let store = try open()
        var position = try look()
        try TableRules.check(path)
        while !pending.isEmpty { position = try act(store, from: position) }
        _ = try look()
        try store.close()
        try TableRules.check(path)
    }

    private func open() throws -> SQLiteStore {
        try SQLiteStore.open(path: path, hash: TestHash.of, isLasting: isLasting)
    }

    private func cutSoon() { disk.kill(process, atCall: Int.random(in: 1...500, using: &random)) }

    /// One verb: the next that is pending, or a new one. Returns how many of the pending ones the store has done.
    private func act(_ store: SQLiteStore, from position: Int) throws -> Int {
        let isNew = position == pending.count
        let deed = try isNew ? newDeed() : pending[position]
        do { try deed(store) } catch {
            cutShort += 1
            if isNew {
                if states.isEmpty { states = [try Self.tables(twinReader)] }
                try deed(twin)
                states.append(try Self.tables(twinReader))
                pending.append(deed)
            }
            guard !disk.isDead(process), isInTrouble else { throw error }
            endTrouble()
            return try look()
        }
        answered += 1
        if isNew {
            try deed(twin)
            pending = []
        } else {
            pending.removeFirst(position + 1)
        }
        states = pending.isEmpty ? [] : Array(states.dropFirst(position + 1))
        return 0
    }

    /// How many of the pending verbs the store has done.
    private func look() throws -> Int {
        let reader = try DatabaseQueue(path: path)
        defer { try? reader.close() }
        let found = try Self.tables(reader)
        let possible = try states.isEmpty ? [Self.tables(twinReader)] : states
        guard let position = possible.firstIndex(of: found) else { throw Broken.another }
        return position
    }

    /// What goes on beside the verbs, and changes nothing that they see.
    private func tidy(_ store: SQLiteStore) throws {
        do throws(StoreError) {
            switch Int.random(in: 0..<20, using: &random) {
            case 0, 1: try store.checkpoint()
            case 2: _ = try store.emptyLog()
            default: break
            }
        } catch {
            guard isInTrouble, !disk.isDead(process) else { throw error }
        }
    }

    // MARK: Trouble

    private func makeTrouble() {
        guard Int.random(in: 0..<4, using: &random) == 0 else { return }
        isInTrouble = true
        let after = Int.random(in: 0...30, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: disk.fail(.write, after: after)
        case 1: disk.fail(.sync, after: after / 15)
        case 2: disk.fail(.read, after: after / 3)
        default:
            disk.limit(
                DatabaseFile.size(path) + DatabaseFile.size(path + "-wal") + Int.random(in: 0...60_000, using: &random))
        }
    }

    private func endTrouble() {
        isInTrouble = false
        for call in [FaultyDisk.Call.read, .write, .sync] { disk.fail(call, times: 0) }
        disk.limit(nil)
    }

    // MARK: Verbs

    private func newDeed() throws -> Deed {
        scene.now = scene.now.adding(milliseconds: Int64.random(in: 1...700, using: &random))
        let now = scene.now
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4: return try entering(now)
        case 4..<6:
            let composition = scene.composition
            let limit = Int.random(in: 1...5, using: &random)
            return { store in
                _ = try store.claim(owner: "worker", now: now, limit: limit) { _, _ in .send(composition) }
            }
        case 6..<8: return try settling(now)
        case 8:
            let key = try scene.key(somebody())
            return { store in
                _ = try store.suppress(
                    key, scope: .everything, reason: .unsubscribed, until: nil, by: "test", note: nil, now: now)
            }
        default:
            let text = String(repeating: "x", count: Int.random(in: 1...9000, using: &random))
            return { store in try store.setNote("mark", text) }
        }
    }

    private func somebody() -> String { "p\(Int.random(in: 0..<60, using: &random))@example.com" }

    private func entering(_ now: Timestamp) throws -> Deed {
        let first = scene.planned("one")
        let requests = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
            EntryRequest(person: try scene.person(somebody()), campaign: scene.campaign(), key: "")
        }
        return { store in
            _ = try store.enter(requests, now: now) { _, facts in
                if let no = facts.standing.suppressions.first { return .refuse(.suppressed(no)) }
                return facts.enrollments.isEmpty ? .enter(first) : .already
            }
        }
    }

    private func settling(_ now: Timestamp) throws -> Deed {
        let claimed = try twin.deliveries(DeliveryFilter(limit: 1000)).filter { $0.state == .claimed }
        let next = scene.planned("two", in: 300)
        let results: [(Settlement.Result, Advance)] = [
            (.sent(countsTowardsCap: true), .next(next)), (.sent(countsTowardsCap: false), .end(.finished)),
            (.bounced, .end(.finished)), (.retry(at: now, countsAttempt: true, inDoubt: false), .stay),
        ]
        let settlements = claimed.map { row in
            let (result, advance) = results[Int.random(in: 0..<results.count, using: &random)]
            return Settlement(delivery: row.id, result: result, reply: nil, advance: advance)
        }
        return { store in _ = try store.settle(settlements, owner: "worker", now: now) }
    }

    /// Every row of every table, as one text that SQLite makes.
    private static func tables(_ reader: DatabaseQueue) throws -> String {
        try reader.read { database in
            let questions = try String.fetchAll(
                database,
                sql: """
                    SELECT 'SELECT group_concat(' || group_concat('quote(' || c.name || ')', '||'',''||')
                        || ', char(10)) FROM ' || t.name
                    FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
                    GROUP BY t.name ORDER BY t.name
                    """)
            return try questions.map { try "\($0): \(String.fetchOne(database, sql: $0) ?? "")" }
                .joined(separator: "\n")
        }
    }
}
