import Foundation
import Logging
import TestSupport
import Testing
import UsherCore
import UsherSMTP
import UsherStore

@testable import UsherDaemon

@Suite("The housekeeper")
struct HousekeeperTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let worker: Worker
    private let housekeeper: Housekeeper

    init() throws {
        (folder, home) = try OpenHome.shipped()
        let relay = RelaySettings(SMTPSettings(host: "127.0.0.1", port: 1, tls: .none))
        worker = Worker(
            edition: try home.edition, store: home.store, owner: "test", relay: relay,
            source: RelaySource(settings: { _ in nil }, gate: { _ in nil }), press: home.press, clock: home.clock,
            news: { _ in })
        housekeeper = try Housekeeper(
            home: home, worker: worker, environment: [:], processID: 1,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func wait(_ semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            Thread {
                semaphore.wait()
                continuation.resume()
            }.start()
        }
    }

    private func title() async -> String? { await housekeeper.edition.files.campaign("welcome")?.title }

    @Test("answers a question at its next tick, and the queue follows the files")
    func reload() async throws {
        let now = home.clock.now()
        _ = try home.intake.enter([home.entry("ada@example.org")])
        let tomorrow = now.adding(seconds: 86_400)
        _ = try home.store.reschedule(after: nil, limit: 10) { _ in tomorrow }
        try folder.edit("config/campaigns/welcome.yaml", "title:", "title: New")
        _ = try ReloadRequest.ask(home.store, yes: false, seconds: 0)
        await housekeeper.tick()
        #expect(try ReloadRequest.answer(home.store)?.text == "the files are taken up")
        #expect(await title()?.hasPrefix("New") == true)
        #expect(try home.store.totals(now: now.adding(seconds: 60)).overdue == 1)
    }

    @Test("ends the run when somebody moves the database away, and says that and no defect")
    func moved() async throws {
        try FileManager.default.moveItem(atPath: home.folders.database, toPath: folder("away"))
        await housekeeper.tick()
        let damage = await worker.damage
        guard case .moved(let why) = damage else {
            Issue.record("\(String(describing: damage))")
            return
        }
        #expect(why.hasPrefix("\(home.folders.database): it was moved away or deleted"))
    }

    @Test("saves what only a deleted log has")
    func logDeleted() async throws {
        try home.store.setNote("a", "b")
        try FileManager.default.removeItem(atPath: "\(home.folders.database)-wal")
        await housekeeper.tick()
        #expect(await worker.damage != nil)
        try FileManager.default.copyItem(atPath: home.folders.database, toPath: folder("copy"))
        #expect(try SQLiteStore.open(path: folder("copy"), hash: { home.keyring.hash($0) }).note("a") == "b")
    }

    @Test("takes up at the next tick what the database could not take in this one")
    func databaseBusy() async throws {
        let other = try OpenHome.open(folder.path, environment: [:]).store
        try folder.edit("config/campaigns/welcome.yaml", "title:", "title: New")
        _ = try ReloadRequest.ask(home.store, yes: false, seconds: 0)
        let (held, over) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let request = EntryTemplate(campaign: try home.campaignID(named: "welcome"), source: "test").request(
            PersonDraft(address: try EmailAddress("ada@example.org")), now: home.clock.now())
        Thread {
            // A writer elsewhere that takes longer than anybody waits for it.
            _ = try? other.enter([request], now: request.notBefore ?? Timestamp(seconds: 0)) { _, _ in
                held.signal()
                over.wait()
                return .refuse(.noSteps)
            }
        }.start()
        await Self.wait(held)
        await housekeeper.tick()
        #expect(try ReloadRequest.answer(home.store) == nil)
        #expect(await title()?.hasPrefix("New") == false)
        over.signal()
        await housekeeper.tick()
        #expect(try ReloadRequest.answer(home.store)?.text == "the files are taken up")
        #expect(await title()?.hasPrefix("New") == true)
    }
}
