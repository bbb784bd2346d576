import Synchronization
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherWeb

/// The whole worker over real SMTP, with a relay that refuses everybody for something that is nobody's fault.
@Suite("A relay that blames everybody for what is wrong with the sender", .timeLimit(.minutes(20)))
struct MistakenRelayTests {
    private static let people = 30

    /// What a worker told.
    private final class Told: Sendable {
        private let news = Mutex<[WorkerNews]>([])

        func hear(_ one: WorkerNews) { news.withLock { $0.append(one) } }

        func count(_ isWanted: (WorkerNews) -> Bool) -> Int { news.withLock { $0.count(where: isWanted) } }

        var alarms: Int { reasons.count }

        /// Of what is paused.
        var reasons: [PauseReason] {
            news.withLock { $0.compactMap { if case .paused(let pause) = $0 { pause.reason } else { nil } } }
        }
    }

    private func peer(_ reply: String, times: Int) throws -> ScriptedPeer {
        // An identifier of letters, as servers give one.
        func reference(_ time: Int) -> String {
            String((0..<8).compactMap { "bcdfghklmnprstvw".dropFirst((time * 7 + $0 * time) % 16).first })
        }
        return try ScriptedPeer(
            PeerScript(
                (1...times).map { .init(.rcpt, time: $0, .reply(reply.replacing("*", with: reference($0)))) }))
    }

    private func isPaused(_ shop: WorkerShop) throws -> Bool {
        try shop.home.store.pauses().contains { $0.scope == .relay && $0.isInForce(at: shop.clock.now()) }
    }

    @Test(
        "harms nobody: the relay pauses, says it once, and everybody gets every step in the end",
        arguments: [
            "550 User x has exceeded its 24-hour sending limit", "550 sorry, too many emails (#5.7.1)",
            "550 Your account has been suspended", "552 you are over your relay quota", "550 Nope", "554 5.0.0 Error",
            "504 5.5.2 Helo command rejected", "550 5.2.1 No.", "550 5.1.1 No such user", "550 Rejected, reference *",
        ])
    func everybody(_ reply: String) async throws {
        let told = Told()
        let peer = try peer(reply, times: 14)
        let shop = try WorkerShop(peer, news: told.hear)
        for number in 1...Self.people { try shop.enter("p\(number)@d\(number).example") }
        let running = shop.run()
        // What comes back after the pause has begun is undone a moment later, and the pause is told once it is
        // recorded.
        do {
            try await shop.eventually(clockRuns: false, "a pause, and nobody harmed") {
                let totals = try shop.home.store.totals(now: shop.clock.now())
                return try told.alarms > 0 && isPaused(shop) && !shop.isClaiming && totals.byState[.failed] == nil
                    && totals.byState[.bounced] == nil && totals.suppressions == 0
                    && totals.activeEnrollments == Self.people
            }
        } catch {
            let (totals, pauses) = (try shop.home.store.totals(now: shop.clock.now()), try shop.home.store.pauses())
            Issue.record("\(error): \(totals), \(pauses)")
        }
        #expect(told.alarms == 1)

        while try shop.home.store.totals(now: shop.clock.now()).activeEnrollments > 0 {
            shop.clock.turn(milliseconds: 3_600_000)
            try await shop.eventually(clockRuns: false, "an hour's mail") { try isPaused(shop) || !shop.isBusy }
        }
        #expect(peer.accepted.count == Self.people * WorkerShop.steps.count)
        #expect(try shop.home.store.totals(now: shop.clock.now()).byState == [.sent: peer.accepted.count])
        shop.worker.stop()
        try await running.value
    }

    @Test("is found out across a restart: what was recorded before counts")
    func restart() async throws {
        let peer = try peer("550 Nope", times: 3)
        let shop = try WorkerShop(peer)
        for number in 1...2 { try shop.enter("p\(number)@d\(number).example") }
        let before = shop.run()
        try await shop.eventually(clockRuns: false, "two refusals") { try shop.count(.failed) == 2 }
        shop.worker.stop()
        try await before.value
        #expect(try !isPaused(shop))

        let told = Told()
        let worker = try shop.restarted(peer, news: told.hear)
        try shop.enter("p3@d3.example")
        let after = Task { try await worker.run() }
        try await shop.eventually(clockRuns: false, "a pause") {
            worker.wake()
            return try told.alarms > 0 && isPaused(shop) && shop.count(.failed) == 0
        }
        #expect(told.alarms == 1)
        #expect(try shop.count(.queued) == 3)
        worker.stop()
        try await after.value
    }

    @Test("a list of addresses that do not exist pauses its campaign, and nobody is put back")
    func badList() async throws {
        let told = Told()
        // One in four exists.
        let peer = try ScriptedPeer(
            PeerScript((1...100).filter { $0 % 4 > 0 }.map { .init(.rcpt, time: $0, .reply("550 5.1.1 no such user")) })
        )
        let shop = try WorkerShop(peer, news: told.hear)
        for number in 1...60 { try shop.enter("p\(number)@d\(number).example") }
        let campaign = try shop.home.campaignID(named: "course")
        let running = shop.run()
        try await shop.eventually("the campaign's pause") {
            try told.alarms > 0 && shop.home.store.pauses().map(\.scope) == [.campaign(campaign)] && !shop.isBusy
                && shop.count(.bounced) <= BounceBreaker.fewest
        }
        let totals = try shop.home.store.totals(now: shop.clock.now())
        let bounced = totals.byState[.bounced] ?? 0
        // What was under way is not held against anybody.
        #expect(bounced == BounceBreaker.fewest && totals.suppressions == bounced)
        #expect(told.alarms == 1)
        shop.worker.stop()
        try await running.value
    }

    @Test(
        "421 that ends one connection after another: a pause, and no storm of connections",
        arguments: [PeerScript.Point.mail, .rcpt, .data, .dot])
    func goodbyes(_ point: PeerScript.Point) async throws {
        let told = Told()
        let peer = try ScriptedPeer(
            PeerScript((1...20).map { .init(point, time: $0, .reply("421 4.3.2 Service shutting down")) }))
        let shop = try WorkerShop(peer, news: told.hear)
        for number in 1...8 { try shop.enter("p\(number)@d\(number).example") }
        let running = shop.run()
        try await shop.eventually(clockRuns: false, "a pause") {
            try told.alarms > 0 && isPaused(shop) && !shop.isClaiming
        }
        #expect(told.reasons == [.slowerPace])
        #expect(try shop.home.store.totals(now: shop.clock.now()).suppressions == 0)
        shop.worker.stop()
        try await running.value
    }

    @Test("a rate at MAIL of a used connection: a pause that is said once, and no storm of connections")
    func rate() async throws {
        let told = Told()
        let peer = try ScriptedPeer(
            PeerScript((2...6).map { .init(.mail, time: $0, .replyAndClose("421 4.7.28 rate limited")) }))
        let shop = try WorkerShop(peer, news: told.hear)
        for number in 1...4 { try shop.enter("p\(number)@d\(number).example") }
        let running = shop.run()
        try await shop.eventually("everybody's first") { peer.accepted.count >= 4 && told.alarms > 0 }
        // This calendar runs so fast that the pause may be over when the connection's end is heard of.
        #expect(told.reasons.count { $0 == .slowerPace } == 1)
        #expect(!told.reasons.contains { $0 == .refusesSender })
        #expect(try shop.home.store.totals(now: shop.clock.now()).suppressions == 0)
        shop.worker.stop()
        try await running.value
    }
}
