import Foundation
import GRDB
import Synchronization
import TestHomes
import TestSupport
import Testing
import UsherComposing
import UsherCore
import UsherHome
import UsherReports

@testable import UsherDaemon

@Suite("Trouble is brought to a human")
struct AlertingTests {
    /// What an alerting reached for, and what the world answers.
    private final class World: Sendable {
        struct State {
            var told: [String] = []
            var pings: [String] = []
            var looks: [String] = []
            var fault: AlertSender.Fault?
            var pingFault: String?
            var certificate: AlertWays.Certificate?
            var report: DaemonReport?
            var room: DiskRoom?
        }

        let state = Mutex(State())

        var told: [String] { state.withLock { $0.told } }
        var pings: [String] { state.withLock { $0.pings } }

        var ways: AlertWays {
            AlertWays(
                send: { [self] _, alerts in
                    state.withLock { state in
                        if state.fault == nil {
                            state.told += alerts.map { "\($0.kind.rawValue) \($0.subject)" }
                        }
                        return [
                            AlertSender.Outcome(
                                way: "mail to ops@shop.example", name: "mail", gone: state.fault == nil ? alerts : [],
                                fault: state.fault)
                        ]
                    }
                },
                certificate: { [self] url in
                    state.withLock { state in
                        state.looks.append(url)
                        return state.certificate
                    }
                },
                ping: { [self] url in
                    state.withLock { state in
                        state.pings.append(url)
                        return state.pingFault
                    }
                })
        }
    }

    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 60 * minute

    private let folder: TemporaryFolder
    private let home: OpenHome
    private let clock = HandClock(Timestamp(seconds: 1_795_000_000))
    private let world = World()
    private let book = LogBook()

    init() throws {
        folder = try TemporaryFolder()
        var files = PaperBoat.files
        files[0].text += """

            alerts: { command: tell-me, ping: "https://watch.example/4f1c" }

            """
        try HomeWriter.write(files, to: folder.path)
        var home = try OpenHome.open(folder.path, environment: [:])
        home.clock = clock
        self.home = home
        world.state.withLock { $0.report = DaemonReport(process: 1, since: clock.now(), mode: .live) }
    }

    private func makeAlerting() throws -> Alerting {
        Alerting(
            home: home, editions: EditionBox(try home.edition),
            report: { [world] in world.state.withLock { $0.report } }, ways: world.ways,
            room: { [world] in world.state.withLock { $0.room } }, logger: book.logger)
    }

    /// What was told of one subject.
    private func told(of subject: String) -> [String] {
        world.told.filter { $0.hasSuffix(" \(subject)") }.map { String($0.dropLast(subject.count + 1)) }
    }

    @Test("a certificate near its end: once, again after six hours, and once when it is over; a restart remembers")
    func certificate() async throws {
        world.state.withLock { $0.certificate = (clock.now().adding(milliseconds: 10 * 24 * Self.hour), nil) }
        var alerting = try makeAlerting()
        await alerting.begin()
        await alerting.tick()
        #expect(told(of: "certificate") == ["began"])
        clock.turn(milliseconds: 3 * Self.hour)
        await alerting.tick()
        alerting = try makeAlerting()
        await alerting.begin()
        await alerting.tick()
        #expect(told(of: "certificate") == ["began"])
        clock.turn(milliseconds: 3 * Self.hour)
        await alerting.tick()
        #expect(told(of: "certificate") == ["began", "still"])
        // It was renewed, and the next daemon looks at once.
        world.state.withLock { $0.certificate = (clock.now().adding(milliseconds: 90 * 24 * Self.hour), nil) }
        alerting = try makeAlerting()
        await alerting.begin()
        await alerting.tick()
        clock.turn(milliseconds: 11 * Self.minute)
        await alerting.tick()
        await alerting.tick()
        #expect(told(of: "certificate") == ["began", "still", "over"])
        #expect(world.state.withLock { $0.looks } == Array(repeating: "https://shop.de/mail", count: 3))
    }

    /// A breaker warns of a campaign's day.
    private func warn(of campaign: String) throws {
        let (campaign, now) = (try home.campaignID(named: campaign), clock.now().milliseconds)
        try DatabaseQueue(path: home.folders.database).write { database in
            try database.execute(
                sql: "INSERT INTO sending_days (campaign, begins, day, accepted, complained, warned_at) "
                    + "VALUES (?, ?, '2026-11-18', 1500, 3, ?)", arguments: [campaign.value, now, now])
        }
    }

    @Test("what the daemon says of itself, its disk, its pauses and what people complain about")
    func report() async throws {
        world.state.withLock { state in
            state.report?.files = "two mistakes"
            state.report?.housekeeping = "the database is damaged"
            state.report?.note("an old mail cannot be removed", of: .returnedMail)
            state.report?.relayWaitsSince = clock.now()
            state.report?.still = .init(why: "the disk is full", since: clock.now())
            state.room = DiskRoom(total: 100 << 30, free: 1 << 20, log: 0)
        }
        try home.store.pause(Pause(scope: .relay, reason: .refusesSender, since: clock.now()))
        try warn(of: "excite")
        let alerting = try makeAlerting()
        await alerting.tick()
        #expect(world.told == ["began complaints excite", "began disk", "began relay"])
        clock.turn(milliseconds: 11 * Self.minute)
        await alerting.tick()
        #expect(
            world.told.dropFirst(3)
                == [
                    "began database", "began files", "began housekeeping", "began relay answers", "began returned-mail",
                ])
    }

    @Test("a backup that was never made, 26 hours after Usher's first live start, whoever starts it again meanwhile")
    func backup() async throws {
        var alerting = try makeAlerting()
        await alerting.tick()
        clock.turn(milliseconds: 26 * Self.hour)
        await alerting.tick()
        alerting = try makeAlerting()
        await alerting.tick()
        #expect(told(of: "backup").isEmpty)
        clock.turn(milliseconds: Self.minute)
        await alerting.tick()
        #expect(told(of: "backup") == ["began"])
    }

    @Test("nobody is told that something is over that nobody was told of")
    func neverTold() async throws {
        world.state.withLock {
            $0.fault = AlertSender.Fault("mail.other.example:587 does not answer")
            $0.report?.note("keys.json is gone", of: .keys)
        }
        let alerting = try makeAlerting()
        await alerting.tick()
        clock.turn(milliseconds: 11 * Self.minute)
        await alerting.tick()
        #expect(book.lines(.error).count == 1, "it is tried")
        world.state.withLock { $0.report?.note(nil, of: .keys) }
        for _ in 1...2 {
            await alerting.tick()
            clock.turn(milliseconds: 11 * Self.minute)
        }
        world.state.withLock { $0.fault = nil }
        await alerting.tick()
        #expect(told(of: "keys").isEmpty)
    }

    @Test("the ping is asked every ten looks, and not while nothing can be recorded")
    func pings() async throws {
        let alerting = try makeAlerting()
        for _ in 0..<10 { await alerting.tick() }
        #expect(world.pings == ["https://watch.example/4f1c"])
        world.state.withLock { $0.report?.still = .init(why: "the disk is full", since: clock.now()) }
        await alerting.tick()
        #expect(world.pings.count == 1)
        world.state.withLock { $0.report?.still = nil }
        for _ in 0..<10 { await alerting.tick() }
        #expect(world.pings.count == 2)
    }

    @Test("a ping that is not taken is said once, and once that it is taken again")
    func pingFails() async throws {
        let alerting = try makeAlerting()
        world.state.withLock { $0.pingFault = "it answers 503" }
        for _ in 0..<20 { await alerting.tick() }
        world.state.withLock { $0.pingFault = nil }
        await alerting.tick()
        #expect(book.lines(.error) == ["the ping is not taken: it answers 503"])
        #expect(book.lines(.notice) == ["the ping is taken again"])
    }

    @Test("a way that fails is said once, without an address or what a relay said; what it had to tell is tried again")
    func fails() async throws {
        let fault = AlertSender.Fault(
            "mail.other.example:587 did not take it: 550 5.1.1", said: "<ops@shop.example>: no such user")
        world.state.withLock {
            $0.fault = fault
            $0.certificate = (nil, "it is another's")
        }
        let alerting = try makeAlerting()
        for _ in 0..<3 { await alerting.tick() }
        #expect(told(of: "certificate").isEmpty)
        world.state.withLock { $0.fault = nil }
        await alerting.tick()
        #expect(told(of: "certificate") == ["began"])
        #expect(
            book.lines(.error)
                == ["an alert reaches nobody by mail: mail.other.example:587 did not take it: 550 5.1.1"])
        #expect(book.lines(.notice) == ["alerts go by mail again"])
        // Whoever asks on the command line sees all of it.
        #expect("\(fault)" == "mail.other.example:587 did not take it: 550 5.1.1: <ops@shop.example>: no such user")
    }
}
