import Foundation
import UsherCore
import UsherDaemon
import UsherStore

/// Claims and settles like a daemon that sends, on a database of any size, and prints how long each transaction took.
struct Rounds {
    let home: OpenHome
    let size: Int
    let count: Int
    let pauseMilliseconds: Int
    private let owner = "stage-costs"

    init(home: OpenHome, size: Int, count: Int, pauseMilliseconds: Int) {
        self.home = home
        self.size = size
        self.count = count
        self.pauseMilliseconds = pauseMilliseconds
    }

    func run() throws {
        let lock = try StateLock.acquire(folder: home.folders.state)
        defer { withExtendedLifetime(lock) {} }
        try home.store.save(home.edition.revisions)
        let store = home.store
        Thread.detachNewThread {
            while true {
                Thread.sleep(forTimeInterval: 1)
                try? store.checkpoint()
            }
        }
        var claims: [Double] = []
        var settles: [Double] = []
        var sent = 0
        for _ in 0..<count {
            let batch = try timed(&claims) { try claim() }
            let settlements = batch.claimed.map { one in settlement(of: one) }
            if !settlements.isEmpty {
                try timed(&settles) { _ = try store.settle(settlements, owner: owner, now: home.clock.now()) }
            }
            sent += settlements.count
            if pauseMilliseconds > 0 { Thread.sleep(forTimeInterval: Double(pauseMilliseconds) / 1000) }
        }
        print("rounds=\(count) size=\(size) sent=\(sent)")
        show("claim", claims)
        show("settle", settles)
    }

    private func claim() throws -> ClaimBatch {
        let now = home.clock.now()
        var pacer = Pacer(limits: home.settings.limits)
        let edition = try home.edition
        return try home.store.claim(
            owner: owner, now: now, limit: size, factsFor: { _ in false }, makeCode: { _ in nil }
        ) { candidate, pauses in
            ClearancePolicy.decide(
                candidate, pauses: pauses, plan: home.plan, now: now, pacer: &pacer,
                compose: { candidate, _ in edition.composition(for: candidate, now: now) })
        }
    }

    private func settlement(of claimed: Claimed) -> Settlement {
        let outcome = AttemptOutcome.accepted(Reply(code: 250, enhanced: EnhancedStatus(2, 0, 0), text: "Ok: queued"))
        return Settling.decide(
            outcome: outcome, verdict: Verdict.of(outcome), claimed: claimed, plan: home.plan, now: home.clock.now())
    }

    private func timed<Result>(_ times: inout [Double], _ body: () throws -> Result) rethrows -> Result {
        let start = ContinuousClock.now
        defer { times.append(start.duration(to: .now).seconds * 1000) }
        return try body()
    }

    private func show(_ name: String, _ times: [Double]) {
        guard !times.isEmpty else { return }
        let sorted = times.sorted()
        func at(_ share: Double) -> Double {
            (sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1000).rounded() / 1000
        }
        print("\(name)_p50=\(at(0.5)) \(name)_p99=\(at(0.99)) \(name)_max=\(at(1))")
    }
}
