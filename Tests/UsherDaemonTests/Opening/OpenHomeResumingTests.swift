import TestHomes
import Testing
import TestSupport
@testable import UsherCore

@testable import UsherDaemon

@Suite("Resuming and retrying by hand")
struct OpenHomeResumingTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws {
        (folder, home) = try OpenHome.shipped()
    }

    private func enter(_ address: String) throws -> (delivery: DeliveryID, contact: ContactID) {
        guard case .entered(_, let delivery, _, let contact) = try home.intake.enter([home.entry(address)]).first else {
            throw UnknownName.noSamples
        }
        return (delivery, contact.id)
    }

    @Test("all is everything, where no campaign is called so")
    func all() throws {
        #expect(try home.operating.pause("all", because: nil).sentence.hasPrefix("Paused the relay: nothing is sent."))
        #expect(try home.store.pauses().map(\.scope) == [.relay])
        #expect(try home.operating.resume("all").map(\.sentence) == ["Resumed the relay."])
        #expect(try home.store.pauses().isEmpty)
    }

    @Test("a domain's pause can be ended, and what the block had moved to its end is due now")
    func domain() throws {
        let ada = try enter("ada@mail.example")
        let bob = try enter("bob@other.example")
        let now = home.clock.now()
        let until = now.adding(seconds: 900)
        try home.store.pause(
            Pause(scope: .domain("mail.example"), reason: .blocksUs, since: now, until: until))
        _ = try home.store.claim(owner: "test", now: now, limit: 9) { _, _ in .move(until) }
        let scope = try home.operating.resumeScope("Mail.Example")
        #expect(scope == .domain("mail.example"))
        #expect(try home.operating.resume(scope))
        #expect(try home.store.pauses().isEmpty)
        #expect(try home.delivery(ada.delivery.value).due.map { $0 < until } == true)
        #expect(try home.delivery(bob.delivery.value).due == until)
        #expect(try !home.operating.resume(scope))
    }

    @Test("a relay that paused by itself is tried again with what it refused, and its domains with it")
    func relay() throws {
        let ada = try enter("ada@mail.example")
        let now = home.clock.now()
        let until = now.adding(seconds: 900)
        try home.store.save(home.edition.revisions)
        for scope in [PauseScope.relay, .domain("mail.example")] {
            try home.store.pause(Pause(scope: scope, reason: .refusesSender, since: now, until: until))
        }
        let edition = try home.edition
        var pacer = Pacer(limits: home.settings.limits)
        let batch = try home.store.claim(owner: "test", now: now, limit: 9) { candidate, _ in
            edition.clear(candidate, pauses: [], now: now, pacer: &pacer)
        }
        #expect(batch.claimed.map(\.delivery) == [ada.delivery])
        let refused = Settlement(
            delivery: ada.delivery, result: .retry(at: until, countsAttempt: true, inDoubt: false),
            reply: Reply(code: 550, text: "sending limit"), advance: .stay)
        _ = try home.store.settle([refused], owner: "test", now: now)
        #expect(try home.operating.resume(.relay))
        #expect(try home.store.pauses().isEmpty)
        #expect(try home.delivery(ada.delivery.value).due.map { $0 < until } == true)
    }

    @Test("relay and campaigns are named as before, and nonsense is no domain")
    func scopes() throws {
        #expect(try home.operating.resumeScope("relay") == .relay)
        #expect(try home.operating.resumeScope("welcome") == .campaign(home.campaignID(named: "welcome")))
        #expect(throws: UnknownName.self) { try home.operating.resumeScope("nonsense") }
    }

    @Test("why a delivery cannot be sent again")
    func whyNot() throws {
        let ada = try enter("ada@mail.example")
        let campaign = try home.campaignID(named: "welcome")
        #expect(try home.operating.whyNotAgain(home.delivery(ada.delivery.value)) == "is queued and goes by itself")
        _ = try home.store.leave(campaign, contact: ada.contact, reason: .goalReached, now: home.clock.now())
        #expect(try !home.store.retry(ada.delivery, now: home.clock.now()))
        #expect(
            try home.operating.whyNotAgain(home.delivery(ada.delivery.value))
                == "belongs to an enrollment that has ended (its goal was reached); nothing of it is sent any more")
    }
}
