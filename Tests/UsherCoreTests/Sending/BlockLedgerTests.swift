import Testing
import UsherCore

@Suite("Blocks and pauses")
struct BlockLedgerTests {
    static let minute: Int64 = 60_000
    let start = Timestamp(seconds: 1_800_000_000)

    private func after(minutes: Int64) -> Timestamp { start.adding(milliseconds: minutes * Self.minute) }

    private func minutes(_ decision: BlockLedger.Decision?) -> Int64? {
        decision?.pause.until.map { $0.since(decision?.pause.since ?? start) / Self.minute }
    }

    @Test("a domain that blocks pauses 15 minutes, doubling to 6 hours")
    func doubling() {
        var ledger = BlockLedger()
        var now = start
        var pauses: [Int64] = []
        for _ in 0..<8 {
            for _ in 0..<500 { _ = ledger.note(.sent, domain: "b.example", at: now) }
            let decision = ledger.note(.blocked(.domain), domain: "a.example", at: now)
            #expect(decision?.pause.scope == .domain("a.example") && decision?.alarms == false)
            guard let until = decision?.pause.until else { return }
            pauses.append(minutes(decision) ?? 0)
            #expect(ledger.note(.blocked(.domain), domain: "a.example", at: until.adding(milliseconds: -1)) == nil)
            now = until
        }
        #expect(pauses == [15, 30, 60, 120, 240, 360, 360, 360])
    }

    @Test("a message that goes out after the pause forgives, one from before it does not")
    func forgives() {
        var ledger = BlockLedger()
        #expect(minutes(ledger.note(.blocked(.domain), domain: "a.example", at: start)) == 15)
        _ = ledger.note(.sent, domain: "a.example", at: after(minutes: 1))
        #expect(minutes(ledger.note(.blocked(.domain), domain: "a.example", at: after(minutes: 15))) == 30)
        _ = ledger.note(.sent, domain: "a.example", at: after(minutes: 45))
        #expect(minutes(ledger.note(.blocked(.domain), domain: "a.example", at: after(minutes: 46))) == 15)
    }

    @Test("blocks from three domains pause those: whether they are all, the store's rows say")
    func threeDomains() {
        var ledger = BlockLedger()
        for _ in 0..<1000 { _ = ledger.note(.sent, domain: "b.example", at: start) }
        for domain in ["a.example", "b.example", "c.example"] {
            let decision = ledger.note(.blocked(.domain), domain: domain, at: start)
            #expect(decision?.pause.scope == .domain(domain) && decision?.alarms == false)
        }
        let mistake = Mistake(kind: .refusals(of: 20), scope: .relay, people: 10, domains: 3, example: DeliveryID(1))
        let found = ledger.note(mistake, at: start)
        #expect(found?.pause.scope == .relay && found?.alarms == true && minutes(found) == 15)
        let again = ledger.note(mistake, at: after(minutes: 16))
        #expect(again?.pause.scope == .relay && again?.alarms == false && minutes(again) == 30)
    }

    @Test("one connection after another ends with 421: a slower pace, unless something goes out between")
    func ends() {
        var ledger = BlockLedger()
        for _ in 0..<2 { #expect(ledger.noteEnd(at: start) == nil) }
        _ = ledger.note(.sent, domain: "a.example", at: start)
        for _ in 0..<2 { #expect(ledger.noteEnd(at: start) == nil) }
        let decision = ledger.noteEnd(at: start)
        #expect(decision?.pause.scope == .relay && decision?.pause.until == start.adding(seconds: 5))
        #expect(ledger.noteEnd(at: start) == nil)
        // The connection that it ended is no trouble of its own meanwhile.
        #expect(ledger.note(.lost(.data), at: start) == nil)
        #expect(ledger.noteEnd(at: start.adding(seconds: 5))?.pause.until == start.adding(seconds: 15))
    }

    @Test("what ends a connection: 421 to the first message on it, or to the dot")
    func endings() {
        let goodbye = Reply(code: 421)
        for phase in [WirePhase.mail, .rcpt, .data] {
            #expect(AttemptOutcome.lost(phase, .closed, reply: goodbye, reused: false).endsConnection)
            #expect(!AttemptOutcome.lost(phase, .closed, reply: goodbye, reused: true).endsConnection)
        }
        #expect(AttemptOutcome.refused(.dot, goodbye).endsConnection)
        #expect(!AttemptOutcome.refused(.dot, Reply(code: 451)).endsConnection)
        #expect(!AttemptOutcome.lost(.rcpt, .closed, reply: nil, reused: false).endsConnection)
    }

    @Test("the same three domains over more than an hour do not")
    func spread() {
        var ledger = BlockLedger()
        for _ in 0..<1000 { _ = ledger.note(.sent, domain: "b.example", at: start) }
        _ = ledger.note(.blocked(.domain), domain: "a.example", at: start)
        _ = ledger.note(.blocked(.domain), domain: "b.example", at: after(minutes: 40))
        let third = ledger.note(.blocked(.domain), domain: "c.example", at: after(minutes: 61))
        #expect(third?.pause.scope == .domain("c.example"))
    }

    @Test(
        "more than two in a hundred within an hour pause the relay; two do not", arguments: [(250, false), (240, true)])
    func share(_ sent: Int, _ pauses: Bool) {
        var ledger = BlockLedger()
        for _ in 0..<sent - 5 { _ = ledger.note(.sent, domain: "b.example", at: start) }
        var last: BlockLedger.Decision?
        for index in 0..<5 {
            last = ledger.note(.blocked(.domain), domain: index < 2 ? "a.example" : "b.example", at: after(minutes: 1))
        }
        #expect((last?.pause.scope == .relay) == pauses)
    }

    @Test("an hour later the share starts afresh")
    func shareForgets() {
        var ledger = BlockLedger()
        for _ in 0..<4 { _ = ledger.note(.blocked(.domain), domain: "a.example", at: start) }
        let later = ledger.note(.blocked(.domain), domain: "a.example", at: after(minutes: 61))
        #expect(later?.pause.scope == .domain("a.example"))
    }

    @Test("a block of the sender pauses the relay at once")
    func relayBlock() {
        var ledger = BlockLedger()
        let first = ledger.note(.blocked(.relay), domain: "a.example", at: start)
        #expect(first?.pause.scope == .relay && first?.alarms == true && minutes(first) == 15)
        #expect(ledger.note(.blocked(.relay), domain: "b.example", at: after(minutes: 1)) == nil)
    }

    @Test("a dead relay is said once, and once that it is back")
    func recovery() {
        var ledger = BlockLedger()
        let first = ledger.note(.connectionRefused, at: start)
        #expect(first?.alarms == true && first?.pause.until == start.adding(seconds: 5))
        let second = ledger.note(.connectionRefused, at: start.adding(seconds: 5))
        #expect(second?.alarms == false && second?.pause.until == start.adding(seconds: 15))
        _ = ledger.note(.sent, domain: "a.example", at: start.adding(seconds: 6))
        #expect(!ledger.hasRecovered)
        _ = ledger.note(.sent, domain: "a.example", at: start.adding(seconds: 15))
        #expect(ledger.hasRecovered)
        _ = ledger.note(.sent, domain: "a.example", at: start.adding(seconds: 15))
        #expect(!ledger.hasRecovered)
        #expect(ledger.note(.connectionRefused, at: start.adding(seconds: 16))?.alarms == true)
    }

    @Test("of the rehearsal's inbox it does not speak as of somebody else's server")
    func inbox() {
        for fault in [RelayFault.lost(.greeting), .timeout(.greeting), .connectionRefused, .timeout(.dot), .other("x")]
        {
            var ledger = BlockLedger()
            #expect(ledger.note(fault, isInbox: true, at: start)?.pause.reason == .fault(fault, isInbox: true))
        }
    }

    @Test("an operator's resume starts over")
    func resumed() {
        var ledger = BlockLedger()
        _ = ledger.note(.authRefused(nil), at: start)
        #expect(ledger.note(.authRefused(nil), at: after(minutes: 1)) == nil)
        ledger.resumed()
        let again = ledger.note(.authRefused(nil), at: after(minutes: 2))
        #expect(again?.alarms == true && minutes(again) == 15)
    }

    @Test(
        "what is no block pauses nothing",
        arguments: [
            Verdict.sent, .bounced, .refused, .failed, .inDoubt, .withheld, .cancelled, .retry(countsAttempt: true),
        ])
    func harmless(_ verdict: Verdict) {
        var ledger = BlockLedger()
        for _ in 0..<50 { #expect(ledger.note(verdict, domain: "a.example", at: start) == nil) }
    }

    @Test("a slower pace is asked for: short pauses that grow, said once an hour")
    func pace() {
        var ledger = BlockLedger()
        var now = start
        var pauses: [Int64] = []
        var alarms = 0
        for _ in 0..<10 {
            guard let decision = ledger.note(.throttled, domain: "a.example", at: now), let until = decision.pause.until
            else { return }
            #expect(decision.pause.scope == .relay && decision.pause.reason == .slowerPace)
            #expect(ledger.note(.throttled, domain: "b.example", at: now) == nil)
            pauses.append(until.since(now) / 1000)
            alarms += decision.alarms ? 1 : 0
            now = until
            // What goes out between them does not forgive: it would be too fast again.
            _ = ledger.note(.sent, domain: "a.example", at: now)
            #expect(!ledger.hasRecovered)
        }
        #expect(pauses == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900])
        #expect(alarms == 1)
        let quiet = now.adding(milliseconds: 16 * Self.minute)
        let again = ledger.note(.throttled, domain: "a.example", at: quiet)
        #expect(again?.pause.until == quiet.adding(seconds: 5) && again?.alarms == true)
    }

    @Test(
        "a rate at the greeting is no refusal of the sender",
        arguments: [WirePhase.greeting, .ehlo, .mail])
    func paceAtConnect(_ phase: WirePhase) {
        var ledger = BlockLedger()
        let fault = RelayFault.refused(
            phase, Reply(code: 421, enhanced: EnhancedStatus(4, 7, 28), text: "rate limited"))
        let decision = ledger.note(fault, at: start)
        #expect(decision?.pause.until == start.adding(seconds: 5) && decision?.alarms == true)
        #expect(decision?.pause.reason == .slowerPace)
    }
}
