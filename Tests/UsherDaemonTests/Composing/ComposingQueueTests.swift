import TestHomes
import TestSupport
import Testing
import UsherCore
import UsherSupport

@testable import UsherComposing
@testable import UsherDaemon

@Suite("The composing desk")
struct ComposingQueueTests {
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
        let desk = ComposingQueue(press: press, lane: QueueExecutor(label: "test"))
        let sources = { @Sendable (hash: RevisionHash) async throws(StoreError) in try home.store.sources(hash) }
        for _ in 0..<2 {
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
}
