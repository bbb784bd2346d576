import Testing
import TestSupport
import UsherCore

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherHome

@Suite("A worker whose files are edited")
struct WorkerEditionTests {
    @Test("sends by the relay of the files that it claims by, before anybody has told it of them")
    func relay() async throws {
        let (old, new) = (try ScriptedPeer(), try ScriptedPeer())
        let shop = try WorkerShop(
            relay: WorkerShop.relay(old.port),
            source: RelaySource(
                settings: { WorkerShop.relay($0.sender.name == "Ida" ? old.port : new.port) }, gate: { _ in nil }))
        try shop.enter("ada@example.org")
        let running = shop.run()
        try await shop.eventually("the first one's message") { old.accepted.count == 1 }
        var files = shop.home.files
        files.settings.sender.name = "Ida and Ada"
        let edition = try shop.home.edition(of: files)
        try shop.home.store.save(edition.revisions)
        shop.editions.edition = edition
        try shop.enter("bob@example.org")
        try await shop.eventually("the second one's message") { old.accepted.count + new.accepted.count == 2 }
        #expect(new.accepted.map(\.recipient) == ["<bob@example.org>"])
        shop.worker.stop()
        try await running.value
    }
}
