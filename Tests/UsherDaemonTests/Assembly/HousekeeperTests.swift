import Foundation
import GRDB
import Logging
import ServiceLifecycle
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherSMTP
import UsherStore

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherIntake
@testable import UsherReports

@Suite("The housekeeper")
struct HousekeeperTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let editions: EditionBox
    private let worker: Worker
    private let housekeeper: Housekeeper
    private let board: StatusBoard
    private let book = LogBook()

    init() throws {
        (folder, home) = try OpenHome.shipped()
        let relay = RelaySettings(SMTPSettings(host: "127.0.0.1", port: 1, tls: .none))
        editions = EditionBox(try home.edition)
        worker = Worker(
            editions: editions, store: home.store, owner: "test", relay: relay,
            source: RelaySource(settings: { _ in nil }, gate: { _ in nil }), press: home.press, clock: home.clock,
            news: { _ in })
        board = StatusBoard(
            DaemonReport(process: 1, since: home.clock.now(), mode: .rehearsal),
            lock: try StateLock.acquire(folder: home.folders.state))
        housekeeper = try Housekeeper(
            home: home, editions: editions, worker: worker, environment: [:], processID: 1,
            board: board, logger: book.logger)
    }

    @Test("finishes what a command began to erase; a defect in one part is an error, and keeps no other from its work")
    func erasing() async throws {
        let now = home.clock.now()
        let ada = try EmailAddress("ada@example.org")
        _ = try home.intake.enter([home.entry(ada.wire)])
        try home.store.beginErasing(ada, by: "operator", note: .said("asked"), now: now)
        try refuseNotes()
        for _ in 1...2 { await housekeeper.tick() }
        #expect(try home.store.contact(ada.key) == nil && home.store.openErasures().isEmpty)
        #expect(book.lines(.error).count == 1)
        #expect(book.lines(.error).first?.contains("a defect in Usher") == true)
    }

    @Test("keys that are not those of the database are trouble until they are, for whoever is told of trouble")
    func wrongKeys() async throws {
        let keys = URL(fileURLWithPath: home.folders.keys)
        let good = try Data(contentsOf: keys)
        await housekeeper.tick()
        #expect(board.report.chores == nil)
        try Data("{}".utf8).write(to: keys)
        await housekeeper.tick()
        #expect(board.report.chores?.keys.sorted() == ["keys"])
        #expect(board.report.chores?["keys"]?.contains("keys.json") == true)
        try good.write(to: keys)
        await housekeeper.tick()
        #expect(board.report.chores == nil)
    }

    @Test("an erasure that does not come to its end by itself is trouble until it is through")
    func stuckErasing() async throws {
        let other = home.folders.otherMode.database
        try Data("no database, whatever its name says".utf8).write(to: URL(fileURLWithPath: other))
        chmod(other, 0o600)
        _ = try home.intake.enter([home.entry("ada@example.org")])
        try home.store.beginErasing(
            EmailAddress("ada@example.org"), by: "operator", note: .said("asked"), now: home.clock.now())
        await housekeeper.tick()
        #expect(board.report.chores?.keys.sorted() == ["erasure"])
        #expect(board.report.chores?["erasure"]?.contains("@") == false)
        try FileManager.default.removeItem(atPath: other)
        for _ in 1...60 { await housekeeper.tick() }
        #expect(board.report.chores == nil)
    }

    /// Another one, on the same board.
    private func makeHousekeeper(_ home: OpenHome) throws -> Housekeeper {
        try Housekeeper(
            home: home, editions: EditionBox(try home.edition), worker: worker, environment: [:], processID: 1,
            board: board, logger: book.logger)
    }

    @Test("a sign-up that cannot be forgotten is trouble until the next look forgets it")
    func stuckSignUp() async throws {
        let then = home.clock.now().adding(milliseconds: -31 * 86_400_000)
        var request = EventRequest(
            event: Event(name: "signed_up", key: "s", at: then),
            person: ContactDraft(address: try EmailAddress("ada@example.org")))
        request.consent = ConsentTold(source: "form")
        _ = try home.events.record([request], now: then)
        func change(_ sql: String) throws {
            try DatabaseQueue(path: home.folders.database).write { try $0.execute(sql: sql) }
        }
        try change("CREATE TRIGGER bad BEFORE UPDATE ON contacts BEGIN SELECT RAISE(ABORT, 'a bad row'); END")
        await housekeeper.tick()
        #expect(board.report.chores?.keys.sorted() == ["sign-ups"])
        #expect(board.report.chores?["sign-ups"]?.hasPrefix("1 sign-up that nobody confirmed cannot be") == true)
        try change("DROP TRIGGER bad")
        // It looks in its first tick.
        try await makeHousekeeper(home).tick()
        #expect(board.report.chores == nil)
        #expect(try home.store.contacts(ContactFilter()).isEmpty)
    }

    @Test("a file of old mail that cannot go is trouble; the same look writes down what grows")
    func stuckMail() async throws {
        let keep = try String(contentsOfFile: folder("config/usher.yaml"), encoding: .utf8)
        try "\(keep)\nkeep: { unmatched: 7 days }\n".write(
            toFile: folder("config/usher.yaml"), atomically: true, encoding: .utf8)
        let home = try OpenHome.open(folder.path, environment: [:])
        let spool = Spool(path: home.folders.spool(home.settings))
        try spool.prepare()
        let then = home.clock.now().adding(milliseconds: -8 * 86_400_000)
        let mails = (1...2).map { number in
            var mail = ReturnedReport(key: Array(repeating: UInt8(number), count: 32), kind: .other, summary: "a mail")
            mail.file = "mail\(number)"
            return mail
        }
        _ = try home.store.take(mails, now: then) { delivery, _ in "\(delivery)@shop.example" }
        // A folder in the file's place.
        try FileManager.default.createDirectory(
            atPath: "\(spool.path)/\(KeptMail.strange.folder)/mail1", withIntermediateDirectories: true)
        let housekeeper = try makeHousekeeper(home)
        #expect(try Growth.read(home.store) == nil)
        for _ in 1...12 { await housekeeper.tick() }
        #expect(board.report.chores?.keys.sorted() == ["returned-mail"])
        #expect(book.lines(.error).count == 1)
        #expect(try Growth.read(home.store)?.last.rows["returned"] == 2)
    }

    /// The walk through the queue fails with a defect from now on.
    private func refuseNotes() throws {
        try DatabaseQueue(path: home.folders.database).write { database in
            try database.execute(
                sql: "CREATE TRIGGER bad BEFORE INSERT ON notes BEGIN SELECT RAISE(ABORT, 'a bad row'); END")
        }
    }

    private static func wait(_ semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            Thread {
                semaphore.wait()
                continuation.resume()
            }.start()
        }
    }

    @Test("says where it serves once connections are taken, and not before")
    func serving() async throws {
        let path = folder("config/usher.yaml")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try "\(text)\npublic: { url: \"https://shop.example/mail\", listen: \"unix:\(folder("s"))\" }\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        let home = try OpenHome.open(folder.path, environment: [:])
        let published = try #require(
            try PublicAddress.assemble(
                home, editions: editions, worker: worker, meter: DeliveryMeter(relay: "test"), logger: book.logger))
        let housekeeper = try Housekeeper(
            home: home, editions: editions, worker: worker, published: published, environment: [:], processID: 1,
            board: board, logger: book.logger)
        func said() -> Bool { book.lines(.notice).contains { $0.hasPrefix("serving https://shop.example/mail") } }
        let keeping = Task { await housekeeper.sayReady() }
        try await Task.sleep(for: .milliseconds(50))
        #expect(!said())
        let services = ServiceGroup(configuration: .init(services: [.init(service: published)], logger: book.logger))
        let running = Task { try await services.run() }
        var patience = Patience()
        while !said() {
            try patience.look(for: "a listener")
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(ListenCheck.isServed(.socket(folder("s"))))
        await keeping.value
        await services.triggerGracefulShutdown()
        try await running.value
    }

    private func title() async -> String? { editions.edition.files.campaign("welcome")?.title }

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
        #expect(try home.store.totals(now: home.clock.now().adding(seconds: 60)).overdue == 1)
    }

    @Test("ends the enrollment when somebody moves the database away, and says that and no defect")
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

    @Test("says a refusal once with all that is wrong, and once that the files are good again")
    func refusals() async throws {
        let name = "config/campaigns/welcome.yaml"
        let good = try String(contentsOfFile: folder(name), encoding: .utf8)
        try folder.edit(name, "title:", "titel:")
        await housekeeper.reloadNow()
        await housekeeper.tick()
        let refused = book.lines(.warning)
        #expect(refused.filter { $0.hasPrefix(name) }.count == refused.count - 1, "each problem is one line")
        #expect(Set(refused).count == refused.count, "and none is said twice")
        #expect(refused.last == "the edited files are refused, the old ones keep serving; see: usher check")
        #expect(board.report.files?.hasPrefix("refused, the old files keep serving: \(name)") == true)
        await housekeeper.reloadNow()
        await housekeeper.tick()
        #expect(book.lines(.warning).count == refused.count + 1)
        #expect(book.lines(.warning).last?.hasPrefix("still refused, ") == true)
        try good.write(toFile: folder(name), atomically: true, encoding: .utf8)
        await housekeeper.reloadNow()
        await housekeeper.tick()
        await housekeeper.reloadNow()
        await housekeeper.tick()
        #expect(book.lines(.notice) == ["the files are good again: they are what serves"])
        #expect(board.report.files == nil)
    }

    @Test("a SIGHUP that comes during a reload is another reload's")
    func hangUps() async throws {
        let home = home
        _ = try home.intake.enter((0..<2500).map { try home.entry("p\($0)@example.org") })
        try folder.edit("config/campaigns/welcome.yaml", "title:", "title: New")
        try FileManager.default.removeItem(atPath: folder("config/campaigns/welcome.expect"))
        // Another wait is what everybody who waits is looked at for.
        let path = folder("config/campaigns/welcome.yaml")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("wait: 0", with: "wait: 1 hour").write(toFile: path, atomically: true, encoding: .utf8)
        await housekeeper.reloadNow()
        let housekeeper = housekeeper
        let tick = Task { await housekeeper.tick() }
        while board.report.reload == nil, await housekeeper.isHungUp { await Task.yield() }
        await housekeeper.reloadNow()
        await tick.value
        #expect(await housekeeper.isHungUp)
        await housekeeper.tick()
        #expect(await !housekeeper.isHungUp)
    }

    @Test("says once and as an error that the database cannot be used, and that it can again")
    func databaseTrouble() async throws {
        let now = home.clock.now()
        _ = try home.intake.enter([home.entry("ada@example.org")])
        #expect(now <= home.clock.now())
        let program = [
            "CREATE TRIGGER no BEFORE INSERT ON notes BEGIN SELECT RAISE(FAIL, 'no'); END", "DROP TRIGGER no",
        ]
        let path = home.folders.database
        func change(_ sql: String) throws { try DatabaseQueue(path: path).write { try $0.execute(sql: sql) } }
        try change(program[0])
        for _ in 1...3 { await housekeeper.tick() }
        #expect(book.lines(.error).count == 1)
        #expect(book.lines(.error).first?.hasPrefix("housekeeping waits, and goes on by itself when it can: ") == true)
        try change(program[1])
        for _ in 1...3 { await housekeeper.tick() }
        #expect(book.lines(.notice) == ["housekeeping goes on: the database can be used again"])
    }

    @Test("takes up at the next tick what the database could not take in this one")
    func databaseBusy() async throws {
        let other = try OpenHome.open(folder.path, environment: [:]).store
        try folder.edit("config/campaigns/welcome.yaml", "title:", "title: New")
        _ = try ReloadRequest.ask(home.store, yes: false, seconds: 0)
        let (held, over, ended) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        let request = EntryRequest(
            told: ContactDraft(address: try EmailAddress("ada@example.org")),
            campaign: try home.campaignID(named: "welcome"), wording: "at the fair", source: "test",
            now: home.clock.now())
        Thread {
            // A writer elsewhere that takes longer than anybody waits for it.
            _ = try? other.enter([request], now: request.notBefore ?? Timestamp(seconds: 0)) { _, _ in
                held.signal()
                over.wait()
                return .refuse(.noSteps)
            }
            ended.signal()
        }.start()
        await Self.wait(held)
        await housekeeper.tick()
        #expect(try ReloadRequest.answer(home.store) == nil)
        #expect(await title()?.hasPrefix("New") == false)
        over.signal()
        await Self.wait(ended)
        await housekeeper.tick()
        #expect(try ReloadRequest.answer(home.store)?.text == "the files are taken up")
        #expect(await title()?.hasPrefix("New") == true)
    }
}
