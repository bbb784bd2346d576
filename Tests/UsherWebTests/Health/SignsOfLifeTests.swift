import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherStore

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherWeb

@Suite("Whether the daemon is ready")
struct SignsOfLifeTests {
    private static let start = ContinuousClock.now

    private static func after(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test("Each part is silent once its last sign is older than ten seconds, and ready again with the next")
    func patience() {
        let reasons = [
            SignsOfLife.Part.worker: "the worker gives no sign of life", .store: "the database does not answer",
        ]
        for part in SignsOfLife.Part.allCases {
            var signs = SignsOfLife(at: Self.start)
            for other in SignsOfLife.Part.allCases where other != part { signs.hear(other, at: Self.after(1000)) }
            #expect(signs.reasonsNotReady(at: Self.after(10)) == [])
            #expect(signs.reasonsNotReady(at: Self.after(11)) == [reasons[part]])
            signs.hear(part, at: Self.after(11))
            #expect(signs.reasonsNotReady(at: Self.after(21)) == [])
            signs.isStopping = true
            #expect(signs.reasonsNotReady(at: Self.after(22)) == ["stopping", reasons[part]])
        }
    }

    private struct Silent: Error {}

    private func routes(_ linked: LinkedHome, _ probe: @escaping @Sendable () throws -> Void) throws -> HealthRoutes {
        HealthRoutes(
            linked.house, store: try linked.home.store.again(), probe: probe, isWorkerAlive: { true }, ofProcess: { [] }
        )
    }

    @Test("A database in which nobody wrote a note answers, eleven seconds after the start as well")
    func fresh() async throws {
        let linked = try LinkedHome()
        let home = linked.home
        let probe = try home.store.gate()
        let answering = try routes(linked) { try probe.answer() }
        let silent = try routes(linked) { throw Silent() }
        let later = ContinuousClock.now + .seconds(11)
        for routes in [answering, silent] { await routes.askStore(at: later) }
        #expect(!answering.reasonsNotReady(at: later).contains("the database does not answer"))
        #expect(silent.reasonsNotReady(at: later).contains("the database does not answer"))
    }

    @Test("The probe and the numbers wait for no long question of others")
    func ownWay() async throws {
        let linked = try LinkedHome()
        let home = linked.home
        _ = try home.intake.enter([try linked.entry("ada@example.org")])
        let probe = try home.store.gate()
        let routes = try routes(linked) { try probe.answer() }
        // Somebody asks for as long as it takes the probe and the numbers to come.
        let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
        let (ended, ending) = AsyncStream.makeStream(of: Void.self)
        let release = DispatchSemaphore(value: 0)
        Thread {
            _ = try? home.store.waiting(after: nil, limit: 1) { _ in
                beginning.finish()
                release.wait()
            }
            ending.finish()
        }.start()
        for await _ in begun {}
        await routes.askStore(at: .now)
        let metrics = try await routes.metrics()
        #expect(metrics.contains { $0.name == "usher_contacts" })
        let breakers = metrics.first { $0.name == "usher_breakers" }?.samples ?? []
        #expect(
            breakers.map { [$0.labels["stream"], $0.labels["breaker"], $0.labels["state"]] } == [
                ["marketing", "complaints", "warned"], ["marketing", "complaints", "paused"],
                ["marketing", "bounces", "paused"], ["transactional", "complaints", "warned"],
                ["transactional", "complaints", "paused"], ["transactional", "bounces", "paused"],
            ])
        #expect(breakers.allSatisfy { $0.value == 0 })
        release.signal()
        for await _ in ended {}
    }
}
