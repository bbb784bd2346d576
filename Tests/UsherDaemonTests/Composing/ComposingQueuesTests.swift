import TestHomes
import TestSupport
import Testing
import UsherCore
import UsherSupport

@testable import UsherComposing
@testable import UsherDaemon

@Suite("The composing queues")
struct ComposingQueuesTests {
    /// What a claim's composition names, and what becomes of it.
    enum Revision: CaseIterable {
        /// That of the files in force.
        case current
        /// Not of these files: from the database.
        case earlier
        case lost
        /// That of the files in force, with inputs that nobody can read.
        case unreadable
    }

    @Test("makes each message from its own revision, and what cannot be made fails alone")
    func sorts() async throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        let edition = try home.edition
        try home.store.save(edition.revisions)
        let cases = Revision.allCases
        _ = try home.intake.enter(try cases.indices.map { try home.entry("p\($0)@example.org") })
        let store = WorkerStore(store: home.store, owner: "test")
        let batch = try #require(try await store.claim(edition, now: home.clock.now(), limit: 50))
        try #require(batch.claimed.count == cases.count)

        var files = home.files
        files.settings.sender.name = "Earlier"
        let earlier = try home.edition(of: files)
        try home.store.save(earlier.revisions)
        var claims: [Claimed] = []
        for (revision, claimed) in zip(cases, batch.claimed) {
            var claimed = claimed
            switch revision {
            case .current: break
            case .earlier:
                var fresh = claimed.candidate
                fresh.composition = nil
                claimed.composition = earlier.composition(for: fresh, now: home.clock.now())
            case .lost: claimed.composition.revision = RevisionHash(octets: [UInt8](repeating: 7, count: 32))
            case .unreadable: claimed.composition.inputs = "{"
            }
            claims.append(claimed)
        }

        let press = MessagePress(composer: home.press.composer, mode: .rehearsal)
        let sources = { @Sendable (hash: RevisionHash) async throws(StoreError) in try home.store.sources(hash) }
        for queues in 1...5 {
            let desk = ComposingQueues(
                press: press, lanes: (0..<queues).map { QueueExecutor(label: "test.\($0)") })
            let composed = await desk.compose(claims, edition: edition, sources: sources)
            #expect(composed.messages.map(\.message.delivery) == claims.prefix(2).map(\.delivery))
            #expect(composed.failures.map(\.claimed.delivery) == claims.suffix(2).map(\.delivery))
            #expect(composed.failures.first?.words == "its revision is not in the database")
            #expect(composed.untouched.isEmpty && composed.storeError == nil)
            let text = composed.messages.map { String(decoding: $0.message.bytes, as: UTF8.self) }
            #expect(text.map { $0.contains("From: Earlier") } == [false, true])
        }
        // What was asked of the database once is known from then on.
        #expect(press.prepared(claims[1].composition.revision) != nil)
        #expect(press.prepared(claims[0].composition.revision) == nil)
    }

    @Test("share a batch in its order, each about the same", arguments: 0...4)
    func share(queues: Int) {
        for count in 0...60 {
            let shares = ComposingQueues.shares(of: count, among: queues)
            #expect(shares.flatMap { Array($0) } == (queues == 0 ? [] : Array(0..<count)))
            #expect(shares.count == min(count, queues) && !shares.contains { $0.isEmpty })
            #expect((shares.map(\.count).max() ?? 0) - (shares.map(\.count).min() ?? 0) <= 1)
        }
    }

    @Test("a store that cannot be asked leaves alone what needed it")
    func storeFails() async throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        let edition = try home.edition
        try home.store.save(edition.revisions)
        _ = try home.intake.enter(try (0..<4).map { try home.entry("p\($0)@example.org") })
        let store = WorkerStore(store: home.store, owner: "test")
        var claims = try #require(try await store.claim(edition, now: home.clock.now(), limit: 50)).claimed
        try #require(claims.count == 4)
        let unknown = RevisionHash(octets: [UInt8](repeating: 7, count: 32))
        for index in [1, 3] { claims[index].composition.revision = unknown }
        let queues = ComposingQueues(
            press: MessagePress(composer: home.press.composer, mode: .rehearsal),
            lanes: [QueueExecutor(label: "test.1"), QueueExecutor(label: "test.2")])
        let composed = await queues.compose(claims, edition: edition) { _ throws(StoreError) in throw .busy }
        #expect(composed.messages.map(\.message.delivery) == [claims[0].delivery, claims[2].delivery])
        #expect(composed.untouched.map(\.delivery) == [claims[1].delivery, claims[3].delivery])
        #expect(composed.storeError == .busy && composed.failures.isEmpty && composed.count == 4)
    }
}
