import UsherComposing
import UsherCore
import UsherDaemon
import UsherSMTP

/// Takes everything due through claim, render, compose, gate, wire and settle, one stage at a time, and prints the
/// processor time of each per message. The sum is less than the daemon's: handing over between its queues, waking up
/// and logging are not in it.
struct Stages {
    let home: OpenHome
    let edition: Edition
    let size: Int
    private let owner = "stage-costs"

    init(home: OpenHome, size: Int) throws {
        self.home = home
        edition = try home.edition
        self.size = size
    }

    func run() async throws {
        try home.store.save(edition.revisions)
        var claim = StageTime()
        var decide = StageTime()
        var render = StageTime()
        var press = StageTime()
        var ask = StageTime()
        var send = StageTime()
        var settle = StageTime()

        let claimed = try claim.measure { try claimAll() }
        guard let smtp = home.settings.smtp, !claimed.isEmpty else { return print("nothing is due, or no relay") }
        decide.measure { decideAgain(claimed) }
        try render.measure {
            for one in claimed { _ = try prepared(one)?.template.render(TemplateValue(json: one.composition.inputs)) }
        }
        let messages = try press.measure {
            try claimed.compactMap { one in try prepared(one).map { try home.press.compose(one, $0).message } }
        }
        let gate = try home.store.gate()
        try ask.measure { for one in claimed { _ = try gate.permission(one.delivery, now: home.clock.now()) } }
        let outcomes = await send.measure { await WireRun(RelaySettings(smtp)).run(messages) }
        let settled = try settle.measure { try settleAll(claimed, outcomes) }

        let count = Double(claimed.count)
        let octets = messages.reduce(0) { $0 + $1.bytes.count } / messages.count
        print("messages=\(claimed.count) settled=\(settled) octets=\(octets) batch=\(size)")
        for (name, time) in [
            ("store: claim", claim.microseconds - decide.microseconds),
            ("core: clearance and values", decide.microseconds),
            ("templates: render", render.microseconds), ("mail: compose", press.microseconds - render.microseconds),
            ("store: gate", ask.microseconds), ("smtp: wire", send.microseconds),
            ("store: settle", settle.microseconds),
        ] { print("\(name)=\((time / count * 10).rounded() / 10)") }
    }

    private func prepared(_ claimed: Claimed) -> PreparedMessage? { home.press.prepared(claimed.composition.revision) }

    private func claimAll() throws -> [Claimed] {
        var pacer = Pacer(limits: home.settings.limits)
        var claimed: [Claimed] = []
        while true {
            let now = home.clock.now()
            let batch = try home.store.claim(
                owner: owner, now: now, limit: size, factsFor: { _ in false }, makeCode: { _ in nil }
            ) { candidate, pauses in
                clearance(candidate, pauses, now, &pacer)
            }
            claimed += batch.claimed
            if batch.handled < size { return claimed }
        }
    }

    private func decideAgain(_ claimed: [Claimed]) {
        var pacer = Pacer(limits: home.settings.limits)
        let now = home.clock.now()
        for one in claimed { _ = clearance(one.candidate, [], now, &pacer) }
    }

    private func clearance(
        _ candidate: Candidate, _ pauses: [Pause], _ now: Timestamp, _ pacer: inout Pacer
    ) -> Clearance {
        ClearancePolicy.decide(
            candidate, pauses: pauses, plan: home.plan, now: now, pacer: &pacer,
            compose: { candidate, _ in edition.composition(for: candidate, now: now) })
    }

    private func settleAll(_ claimed: [Claimed], _ outcomes: [DeliveryID: AttemptOutcome]) throws -> Int {
        var settled = 0
        for start in stride(from: 0, to: claimed.count, by: size) {
            let now = home.clock.now()
            let settlements = claimed[start..<min(start + size, claimed.count)].map { one in
                let outcome = outcomes[one.delivery] ?? .notStarted
                return Settling.decide(
                    outcome: outcome, verdict: Verdict.of(outcome), claimed: one, plan: home.plan, now: now)
            }
            settled += try home.store.settle(settlements, owner: owner, now: now).values.count { $0 }
        }
        return settled
    }
}
