import Synchronization
import TestWorld
import Testing
import UsherCore
import UsherSMTP

@testable import UsherDaemon

/// The whole worker in one thread: its lanes, its relay and the relay's server are driven by hand, in an order that the
/// seed picks. Only the store's file is real.
@Suite("The worker in one thread, over memory, in any order")
struct WorkerByHandTests {
    /// A worker that has begun, and everything around it.
    private struct Stage {
        static let people = 12

        let world: HandWorld
        let server: MemoryRelay
        let shop: WorkerShop
        private let ending = Ending()

        private final class Ending: Sendable {
            let isOver = Mutex(false)
        }

        init(seed: UInt64, moods: RelayMoods = RelayMoods()) throws {
            world = HandWorld(seed: seed)
            let (relayLane, hand) = (world.lane(), world.lane())
            let server = MemoryRelay(world, moods: moods)
            self.server = server
            var relay = WorkerShop.relay(25)
            // As in a shop: in this world an hour passes at once, and connections idle.
            relay.smtp.idleCloseMilliseconds = 15_000
            let settings = relay
            // Always others, so that each pause is followed by another relay.
            let passwords = Mutex(0)
            let source = RelaySource(
                settings: { _ in
                    var settings = settings
                    settings.password = passwords.withLock { number in
                        number += 1
                        return "\(number)"
                    }
                    return settings
                }, gate: { _ in nil }
            ) { settings, gate, report in
                Relay(
                    settings: settings, gate: gate, lane: relayLane,
                    transport: MemoryTransport(server, owner: relayLane), report: report)
            }
            let lanes = WorkerLanes(worker: world.lane(), store: world.lane(), composing: [world.lane(), world.lane()])
            shop = try WorkerShop(relay: settings, source: source, lanes: lanes)
            for number in 0..<Self.people { try shop.enter("p\(number)@example.org") }
            Task(executorPreference: hand) { [worker = shop.worker, ending] in
                try? await worker.run()
                ending.isOver.withLock { $0 = true }
            }
        }

        /// Lets an hour pass after every lull, until all sequences are through; false when they do not get there.
        func playThrough() throws -> Bool {
            for _ in 0..<400 {
                _ = world.run(steps: 500) { false }
                if try shop.home.store.totals(now: shop.clock.now()).activeEnrollments == 0 { return true }
                shop.clock.turn(milliseconds: 3_600_000)
                shop.worker.wake()
            }
            return false
        }

        /// Stops, and says whether the enrollment ended.
        func end() -> Bool {
            shop.worker.stop()
            return world.run { ending.isOver.withLock { $0 } }
        }
    }

    private static func moods(_ seed: UInt64) -> RelayMoods {
        var moods = RelayMoods()
        moods.pipelines = seed % 2 == 0
        (moods.refusesConnection, moods.saysNothing, moods.hangsUp) = (50, 20, 10)
        return moods
    }

    @Test("sends every step once to everybody, whatever the relay does", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func everybody(seed: UInt64) throws {
        let stage = try Stage(seed: seed, moods: Self.moods(seed))
        #expect(try stage.playThrough(), "seed \(seed)")
        let ended = stage.end()
        #expect(ended, "seed \(seed) does not end")
        let totals = try stage.shop.home.store.totals(now: stage.shop.clock.now())
        let all = Stage.people * WorkerShop.steps.count
        #expect(totals.byState == [.sent: all], "seed \(seed)")
        // A connection that broke behind the dot is the one reason for a second copy.
        let received = stage.server.received
        #expect(Set(received).count == Stage.people && received.count >= all, "seed \(seed)")
        #expect(stage.world.isAllInOneThread, "seed \(seed)")
    }

    @Test("a stop in the middle leaves nothing claimed", arguments: 11...30 as ClosedRange<UInt64>)
    func stops(seed: UInt64) throws {
        let stage = try Stage(seed: seed)
        _ = stage.world.run(steps: stage.world.random(in: 10...400)) { false }
        let ended = stage.end()
        #expect(ended, "seed \(seed) does not end")
        #expect(try !stage.shop.isClaiming, "seed \(seed)")
        #expect(try stage.shop.count(.sent) == stage.server.received.count, "seed \(seed)")
        #expect(stage.world.isAllInOneThread, "seed \(seed)")
    }

    @Test("the same seed plays the same", arguments: [1, 2] as [UInt64])
    func again(seed: UInt64) throws {
        let plays = try (0..<2).map { _ in
            let stage = try Stage(seed: seed, moods: Self.moods(seed))
            _ = try stage.playThrough()
            _ = stage.end()
            return (received: stage.server.received, end: stage.world.now)
        }
        #expect(plays[0].received == plays[1].received && plays[0].end == plays[1].end, "seed \(seed)")
    }
}
