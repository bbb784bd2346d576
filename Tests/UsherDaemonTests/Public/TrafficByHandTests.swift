import Synchronization
import Testing
import TestWorld
import UsherCore
import UsherSupport

@testable import UsherWeb

@Suite("A counter of traffic, driven by hand")
struct TrafficByHandTests {
    /// Takes what is counted, or nothing of it for a while.
    private final class Taken: TrafficStore {
        let all = Mutex(Traffic())
        let refusals = Mutex(0)

        func record(_ traffic: Traffic, now: Timestamp) throws(StoreError) {
            let isRefused = refusals.withLock { left in
                defer { left = max(0, left - 1) }
                return left > 0
            }
            if isRefused { throw .busy }
            all.withLock { $0.add(traffic) }
        }

        func clicks(of contact: ContactID) throws(StoreError) -> [ClickRow] { [] }
        func introductions(by promoter: ContactID) throws(StoreError) -> [Visitor: Int] { [:] }
    }

    private static let visit = Traffic(
        visits: [.init(campaign: CampaignID(1), day: "2026-11-29", visitor: .person): 1])

    /// Whether nothing is left to do, and no alarm to wait for.
    private static func isIdle(_ world: HandWorld) -> Bool {
        for _ in 0..<1000 where !world.step() { return true }
        return false
    }

    @Test("sleeps while nothing comes, and counts what comes within a second")
    func idle() {
        let world = HandWorld(seed: 1)
        let store = Taken()
        let counter = TrafficCounter(
            store: store, now: { Timestamp(milliseconds: 0) }, lanes: Lanes { _ in world.lane() })
        Task(executorPreference: world.lane()) { await counter.run() }
        #expect(Self.isIdle(world))
        for count in 1...2 {
            let before = world.now
            counter.note(Self.visit)
            #expect(Self.isIdle(world))
            #expect(store.all.withLock { $0.visits.values.reduce(0, +) } == count)
            #expect(world.now - before < 1_000_000_000)
        }
    }

    @Test("goes on trying while the database takes nothing")
    func late() {
        let world = HandWorld(seed: 1)
        let store = Taken()
        store.refusals.withLock { $0 = 5 }
        let counter = TrafficCounter(
            store: store, now: { Timestamp(milliseconds: 0) }, lanes: Lanes { _ in world.lane() })
        Task(executorPreference: world.lane()) { await counter.run() }
        counter.note(Self.visit)
        #expect(Self.isIdle(world))
        #expect(store.all.withLock { $0.visits.values.reduce(0, +) } == 1)
    }
}
