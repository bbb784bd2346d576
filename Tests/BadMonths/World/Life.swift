import Foundation
import HTTPTypes
import Logging
import Synchronization
import TestWorld
import UsherCore
import UsherDaemon
import UsherSMTP
import UsherStore
import UsherSupport
import UsherTemplates
import UsherWeb

/// One process of the daemon: the parts that `usher run` puts together, on lanes that end with it.
final class Life: Sendable {
    let home: OpenHome
    let group: HandWorld.Group
    private let parts: DaemonParts
    private let lock: Mutex<StateLock?>
    /// Where what a process does beside its actors runs: requests that reach it, its services.
    private let hand: HandLane
    private let state = Fate()

    private final class Fate: Sendable {
        let ending = Mutex(Ending.runs)
    }

    /// What earlier lives have compiled.
    private static let templates = CompiledTemplates()

    enum Ending: Sendable {
        case runs
        case stopped
        /// The worker ended by itself, and why.
        case failed(String)
    }

    /// Opens the home at `folder` and begins. Throws what `usher run` would.
    init(
        _ world: HandWorld, folder: String, files: HomeLook, clock: MonthClock, relay: MemoryRelay, number: Int,
        news: @escaping @Sendable (WorkerNews) -> Void, tells: @escaping @Sendable (Alert) -> Void
    ) throws {
        group = world.group()
        hand = world.lane(of: group)
        var home = try OpenHome.open(
            folder, environment: [:], inEitherMode: true, templates: Self.templates, reading: files.reading)
        home.clock = clock
        self.home = home
        lock = Mutex(try StateLock.acquire(folder: home.folders.state))
        // As `usher run` names itself.
        let owner = "\(ProcessInfo.processInfo.processIdentifier)-life\(number)"
        let logger = Logger(label: "usher")
        try DaemonParts.recover(home, owner: owner, logger: logger)
        let relayLane = world.lane(of: group)
        let group = group
        parts = try DaemonParts(
            home, owner: owner, process: Int32(number), relay: Self.relay(home.settings), relayName: "memory",
            findRelay: { Self.relay($0) },
            makeRelay: {
                Relay(
                    settings: $0, gate: $1, lane: relayLane, transport: MemoryTransport(relay, owner: relayLane),
                    report: $2)
            },
            options: DaemonOptions(news: news), environment: [:], board: nil,
            alerts: AlertWays(
                send: { _, alerts in
                    for alert in alerts { tells(alert) }
                    return [AlertSender.Outcome(way: "the operator", gone: alerts, fault: nil)]
                },
                certificate: { _ in nil }, ping: { _ in nil }),
            lanes: Lanes { _ in world.lane(of: group) }, logger: logger)
    }

    /// Lets everything run that `usher run` lets run.
    func begin() {
        let parts = parts
        Task(executorPreference: hand) { await parts.housekeeper.run() }
        Task(executorPreference: hand) { await parts.published?.traffic.run() }
        Task(executorPreference: hand) { await parts.returns.run() }
        Task(executorPreference: hand) { await parts.alerting.run() }
        Task(executorPreference: hand) { [state] in
            do {
                try await parts.worker.run()
                state.ending.withLock { $0 = .stopped }
            } catch {
                state.ending.withLock { $0 = .failed("\(error)") }
            }
        }
    }

    var ending: Ending { state.ending.withLock { $0 } }

    /// The process is gone, and with it its lock; what it was at keeps a reference to it.
    func leave() { lock.withLock { $0 = nil } }

    func stop() { parts.worker.stop() }

    func wake() { parts.worker.wake() }

    /// Short, because a world in which nothing happens for long has little to say.
    private static func relay(_ settings: Settings) -> RelaySettings {
        let smtp = settings.smtp ?? SMTPSettings(host: "127.0.0.1", port: 25, tls: .none)
        var relay = RelaySettings(smtp)
        for time in [\.connect, \.login, \.mail, \.rcpt, \.data, \.body] as [WritableKeyPath<RelayTimeouts, Duration>] {
            relay.timeouts[keyPath: time] = .seconds(20)
        }
        relay.timeouts.dot = .seconds(40)
        relay.timeouts.rset = .seconds(10)
        return relay
    }

    // MARK: Requests

    /// What somebody asks over the shop's web server.
    struct Request: Sendable {
        var method = "POST"
        let path: String
        var fields: HTTPFields = [:]
        var body: [UInt8] = []

        static func form(_ path: String, _ text: String) -> Request {
            Request(
                path: path, fields: [.contentType: "application/x-www-form-urlencoded"], body: Array(text.utf8))
        }

        /// Of texts that need no escaping.
        static func json(
            _ path: String, _ texts: [String: String], attributes: [String: String] = [:], token: String
        ) -> Request {
            let own = attributes.isEmpty ? "" : ",\"attributes\":\(object(attributes))"
            return Request(
                path: path, fields: [.contentType: "application/json", .authorization: "Bearer \(token)"],
                body: Array("\(object(texts).dropLast())\(own)}".utf8))
        }

        private static func object(_ texts: [String: String]) -> String {
            let members = texts.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }
            return "{\(members.joined(separator: ","))}"
        }
    }

    /// The status of the answer, when it comes; never, where the process dies before.
    func ask(_ request: Request, then: @escaping @Sendable (Int) -> Void) {
        guard let table = parts.published?.table,
            case .route(let route, let variable) = table.match(method: request.method, path: request.path)
        else { return then(404) }
        let head = WebRequest(variable: variable, headers: request.fields)
        let body = request.body
        Task(executorPreference: hand) {
            do {
                then(try await route.answer(head) { _ in body }.status)
            } catch let refusal as WebRefusal {
                then(refusal.status)
            } catch {
                then(503)
            }
        }
    }
}
