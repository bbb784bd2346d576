import Synchronization
import Testing
import TestSupport
import UsherCore
import UsherSMTP

@testable import UsherDaemon

/// The whole worker over real SMTP, on a calendar that is set three days forward and two days back.
@Suite("A calendar that jumps")
struct ClockJumpTests {
    private static let people = 12
    private static let pacing = [LimitSettings(), LimitSettings(perSecond: 5)]

    @Test("While messages are under way, sends nothing twice, loses nothing, and stays up", arguments: pacing.indices)
    func underWay(pacing: Int) async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, .hold)]))
        let shop = try WorkerShop(peer, limits: Self.pacing[pacing])
        for number in 0..<Self.people { try shop.enter("p\(number)@example.org") }
        let running = shop.run()

        try await shop.eventually("bodies under way") { peer.commands.joined().contains(".") }
        shop.clock.turn(days: 3)
        peer.release()
        try await shop.eventually("the first step") { peer.accepted.count == Self.people }

        shop.clock.turn(days: 1)
        try await shop.eventually("some of the second step") { peer.accepted.count > Self.people }
        shop.clock.turn(days: -2)
        try await shop.eventually("what was under way is recorded") { try shop.count(.claimed) == 0 }
        try shop.enter("p\(Self.people)@example.org")
        try await shop.eventually("somebody who comes then") {
            peer.accepted.contains { $0.recipient == "<p\(Self.people)@example.org>" }
        }

        while try shop.home.store.totals(now: shop.clock.now()).activeEnrollments > 0 {
            shop.clock.turn(days: 1)
            try await shop.eventually("a day's mail") { try !shop.isBusy }
        }
        let got = peer.accepted.map { "\($0.recipient) \(Self.subject($0.bytes))" }
        let all = (0...Self.people).flatMap { number in
            WorkerShop.steps.map { "<p\(number)@example.org> \($0.name)" }
        }
        #expect(got.sorted() == all.sorted())
        #expect(try shop.home.store.totals(now: shop.clock.now()).byState == [.sent: all.count])
        #expect(try shop.home.store.totals(now: shop.clock.now()).activeEnrollments == 0)
        shop.worker.stop()
        try await running.value
    }

    @Test("Ends a pause at its time, and one of a future that never came after as long as it was meant to be")
    func pauses() async throws {
        let peer = try ScriptedPeer()
        let shop = try WorkerShop(peer)
        let campaign = try shop.home.campaignID(named: "course")
        let running = shop.run()
        for (scope, name) in [(PauseScope.relay, "ada"), (.campaign(campaign), "bob")] {
            func has(_ name: String) -> Bool { peer.accepted.contains { $0.recipient == "<\(name)@example.org>" } }
            try shop.pause(scope, minutes: 15)
            try shop.enter("\(name)@example.org")
            try await shop.expectNothingGoes("the pause did not hold")
            shop.clock.turn(days: 3)
            try await shop.eventually(clockRuns: false, "\(name)'s first") { has(name) }
            #expect(try shop.home.store.pauses().isEmpty)

            try shop.pause(scope, minutes: 15)
            shop.clock.turn(days: -2)
            try shop.enter("\(name)-too@example.org")
            let now = shop.clock.now()
            try await shop.eventually(clockRuns: false, "a pause of today") {
                try shop.home.store.pauses().map(\.since) == [now]
            }
            #expect(try shop.home.store.pauses().map(\.until) == [now.adding(seconds: 900)])
            try await shop.expectNothingGoes("today's pause did not hold")
            shop.clock.turn(milliseconds: 901_000)
            try await shop.eventually(clockRuns: false, "\(name)'s second") { has("\(name)-too") }
            #expect(try shop.home.store.pauses().isEmpty)
        }
        shop.worker.stop()
        try await running.value
    }

    private static func subject(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").first { $0.hasPrefix("Subject: ") }
            .map { String($0.dropFirst(9)) } ?? ""
    }
}
