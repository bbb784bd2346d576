import Foundation
import Synchronization
import Testing
import TestSupport
@testable import UsherCore
import UsherStore

@Suite("SQLite store: two processes on one file")
struct TwoConnectionsTests {
    private let kind: StoreUnderTest

    init() throws { kind = try #require(StoreUnderTest.all.first) }

    @Test("Each sees what the other committed, at once")
    func sees() throws {
        let scene = try Scene(kind)
        let other = try kind.open(scene.folder)
        let ada = try scene.entered("ada@example.com")
        #expect(try other.nextDue() == scene.now)
        #expect(try other.leave(scene.campaign(), contact: ada.contact, reason: .left, now: scene.now) == 1)
        #expect(try scene.claim().handled == 0)
        #expect(try scene.state(ada.delivery) == .cancelled)
        #expect(try other.catalog() == scene.catalog)
    }

    @Test("The gate sees the other's no at once, even while a third writes")
    func gate() throws {
        let scene = try Scene(kind)
        let gate = try kind.gate(scene.store)
        let other = try kind.open(scene.folder)
        let ada = try scene.entered("ada@example.com")
        try scene.claim()
        #expect(try gate.permission(ada.delivery, now: scene.now) == .go)
        let id = try other.suppress(
            scene.key("ada@example.com"), scope: .marketing, reason: .unsubscribed, until: nil, by: "operator",
            note: nil,
            now: scene.now)
        #expect(try gate.permission(ada.delivery, now: scene.now) == .saidNo)
        // The decision runs inside the claim's transaction: a gate that waited for writers would wait for itself here.
        let bob = try scene.entered("bob@example.com")
        _ = try scene.store.claim(owner: scene.owner, now: scene.now, limit: 5) { _, _ in
            #expect((try? gate.permission(ada.delivery, now: scene.now)) == .saidNo)
            return .move(scene.now.adding(seconds: 1))
        }
        #expect(try gate.permission(bob.delivery, now: scene.now) == .go)
        #expect(try scene.store.lift(id, by: "operator", note: .said(""), now: scene.now))
        #expect(try gate.permission(ada.delivery, now: scene.now) == .enrollmentEnded)
    }

    @Test("Two that claim at once never take the same delivery, while a third lets people in")
    func race() throws {
        let scene = try Scene(kind)
        let folder = scene.folder
        let people = 600
        let first = scene.planned("one")
        let campaign = scene.campaign()
        let now = scene.now
        let composition = scene.composition
        let taken = Mutex<[DeliveryID]>([])
        let failures = Mutex<[String]>([])
        let group = DispatchGroup()
        // SQLite hands its lock to whoever happens to look: on a slow disk one of three may get none for long.
        @Sendable func open() throws -> any Store {
            try SQLiteStore.open(
                path: folder("usher.sqlite"), hash: TestHash.of, busyTimeoutMilliseconds: 600_000)
        }
        func thread(_ body: @escaping @Sendable () throws -> Void) {
            group.enter()
            Thread {
                do { try body() } catch { failures.withLock { $0.append("\(error)") } }
                group.leave()
            }.start()
        }
        thread {
            let store = try open()
            for lot in 0..<people / 20 {
                let requests = try (0..<20).map {
                    EntryRequest(
                        person: ContactDraft(address: try EmailAddress("p\(lot * 20 + $0)@example.com")),
                        campaign: campaign)
                }
                _ = try store.enter(requests, now: now) { _, _ in .enter(first) }
            }
        }
        for owner in ["a", "b"] {
            thread {
                let store = try open()
                while taken.withLock({ $0.count }) < people, failures.withLock({ $0.isEmpty }) {
                    let batch = try store.claim(owner: owner, now: now, limit: 7) { _, _ in .send(composition) }
                    let settlements = batch.claimed.map {
                        Settlement(
                            delivery: $0.delivery, result: .sent(countsTowardsCap: true), advance: .end(.finished))
                    }
                    let results = try store.settle(settlements, owner: owner, now: now)
                    if !results.values.allSatisfy({ $0 }) { failures.withLock { $0.append("a claim was lost") } }
                    taken.withLock { $0 += batch.claimed.map(\.delivery) }
                }
            }
        }
        group.wait()
        #expect(failures.withLock { $0 } == [])
        let all = taken.withLock { $0 }
        #expect(all.count == people && Set(all).count == people)
        #expect(try scene.store.totals(now: now).byState == [.sent: people])
    }
}
