import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherIntake
@testable import UsherReports

@Suite("The one door for events")
struct EventIntakeTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws {
        (folder, home) = try OpenHome.shipped()
    }

    @discardableResult
    private func tell(
        _ name: String, _ address: String = "ada@example.org", key: String = "k", data: [String: String] = [:],
        daysAgo: Int64 = 0
    ) throws -> EventResult {
        let at = home.clock.now().adding(milliseconds: -daysAgo * 86_400_000)
        let request = EventRequest(
            event: Event(name: name, key: key, at: at, data: data),
            person: ContactDraft(address: try EmailAddress(address), name: "Ada"))
        return try #require(try home.events.record([request]).first)
    }

    private func notices(to address: String = "hello@paperheron.example") throws -> [DeliveryRow] {
        guard let shop = try home.store.contact(EmailAddress(address).key) else { return [] }
        return try home.store.deliveries(DeliveryFilter(contact: shop.id))
    }

    private func composed(_ row: DeliveryRow) throws -> String {
        let composition = try #require(row.composition)
        let sources = try #require(try home.store.sources(composition.revision))
        let candidate = Candidate(
            delivery: row.id, subject: .notice(name: row.notice ?? "", key: ""), kind: row.kind, due: home.clock.now(),
            contact: Contact(id: row.contact, address: try #require(row.address)))
        let message = try home.press.compose(
            Claimed(candidate: candidate, composition: composition), try home.press.prepare(sources))
        return "\(message.subject)\n\(message.message.recipient)"
    }

    @Test("Takes a low score for what the journey says, everywhere alike")
    func counted() throws {
        try tell("review_given", data: ["score": "3"])
        let ada = try home.contact("ada@example.org")
        #expect(try home.store.events(of: ada.id).map(\.name) == ["low_score_given"])
        #expect(ada.stage == nil, "a low score reaches nothing")
        try tell("review_given", key: "k2", data: ["score": "9"])
        #expect(try home.store.events(of: ada.id).map(\.name).sorted() == ["low_score_given", "review_given"])
        #expect(try home.contact("ada@example.org").stage == .advocate)
    }

    @Test(
        "A purchase of yesterday and its refund begin nothing, told tonight in whichever order, alone or together",
        arguments: [[0, 1], [1, 0]], [false, true])
    func refunded(order: [Int], together: Bool) throws {
        let now = home.clock.now()
        let deeds = try [("purchased", 14, [:]), ("refunded", 12, ["order": "k"])].map { name, hours, data in
            EventRequest(
                event: Event(
                    name: name, key: "k", at: now.adding(seconds: -3600 * Int64(hours)),
                    value: name == "purchased" ? Money(minorUnits: 4900, currency: "EUR") : nil, data: data),
                person: ContactDraft(address: try EmailAddress("ada@example.org"), name: "Ada"), campaign: "welcome")
        }
        let told = order.map { deeds[$0] }
        if together { _ = try home.events.record(told) } else { for deed in told { _ = try home.events.tell(deed) } }
        let ada = try home.contact("ada@example.org")
        let enrollments = try home.store.enrollments(of: ada.id)
        #expect(enrollments.allSatisfy { $0.state == .ended && $0.endReason == .stopped })
        #expect(try home.store.nextDue() == nil && ada.stage == .convert)
        let counts = try home.store.journeyCounts(from: "2000-01-01", to: "2099-12-31")
        #expect(counts.campaigns.values.allSatisfy { $0.money.isEmpty })
    }

    @Test(
        "Nothing is recorded for a moment to come, so that a no of now is not older",
        arguments: ["signed_up", "purchased"])
    func future(name: String) throws {
        let now = home.clock.now()
        func tell(_ key: String, ahead: Int64) throws -> EventResult? {
            let request = EventRequest(
                event: Event(name: name, key: key, at: now.adding(seconds: ahead)),
                person: ContactDraft(address: try EmailAddress("ada@example.org")))
            return try home.events.record([request], now: now).first
        }
        #expect(try tell("f", ahead: 23 * 3600) == .refused(.fromTheFuture(now.adding(seconds: 23 * 3600))))
        #expect(try tell("g", ahead: 301) == .refused(.fromTheFuture(now.adding(seconds: 301))))
        #expect(try home.store.contact(EmailAddress("ada@example.org").key) == nil)
        guard case .recorded? = try tell("h", ahead: 240) else {
            Issue.record("a clock that goes fast is tolerated")
            return
        }
        #expect(try home.store.events(of: home.contact("ada@example.org").id).map(\.at) == [now])
    }

    @Test(
        "A refund with its purchase's key takes that back, though its time is earlier, told in whichever order",
        arguments: [[0, 1], [1, 0]], [false, true])
    func early(order: [Int], together: Bool) throws {
        let now = home.clock.now()
        let deeds = try [("purchased", 5), ("refunded", 6)].map { name, hours in
            EventRequest(
                event: Event(
                    name: name, key: "e1", at: now.adding(seconds: -3600 * Int64(hours)),
                    value: name == "purchased" ? Money(minorUnits: 1000, currency: "EUR") : nil),
                person: ContactDraft(address: try EmailAddress("ada@example.org")), campaign: "welcome")
        }
        let told = order.map { deeds[$0] }
        if together { _ = try home.events.record(told) } else { for deed in told { _ = try home.events.tell(deed) } }
        let ada = try home.contact("ada@example.org")
        #expect(try home.store.enrollments(of: ada.id).allSatisfy { $0.state == .ended })
        #expect(try home.store.nextDue() == nil)
        let counts = try home.store.journeyCounts(from: "2000-01-01", to: "2099-12-31")
        #expect(counts.campaigns.values.allSatisfy { $0.money.isEmpty })
        #expect(try home.store.events(of: ada.id).map(\.name) == ["purchased", "refunded"])
    }

    @Test("An order that is told after a later one is the first; the later one is the repeat purchase")
    func ordersInTurn() throws {
        try tell("purchased", key: "2", daysAgo: 1)
        #expect(try home.contact("ada@example.org").stage == .convert)
        try tell("purchased", key: "1", daysAgo: 2)
        let ada = try home.contact("ada@example.org")
        #expect(
            try home.store.events(of: ada.id).map { "\($0.name) \($0.key)" } == ["purchased 1", "purchased_again 2"])
        #expect(ada.stage == .ascend)
        #expect(try tell("purchased", key: "2", daysAgo: 1) == .already)
    }

    @Test("Knows a review by its key, whatever its score made of it")
    func known() throws {
        try tell("review_given", data: ["score": "3"])
        #expect(try tell("review_given", data: ["score": "3"]) == .already)
        #expect(try tell("review_given", data: ["score": "9"]) == .refused(.conflictingKey))
        #expect(try tell("low_score_given", data: ["score": "3"]) == .already)
        try tell("review_given", key: "k2", data: ["score": "9"])
        #expect(try tell("review_given", key: "k2", data: ["score": "3"]) == .refused(.conflictingKey))
        #expect(try tell("low_score_given", key: "k3") != .already)
        #expect(try tell("review_given", key: "k3", data: ["score": "9"]) != .refused(.conflictingKey))
    }

    @Test("Queues one notice to the shop with a low score, in the transaction that records it")
    func notice() throws {
        try tell("review_given", data: ["score": "3", "text": "It tore."])
        #expect(try tell("review_given", data: ["score": "3", "text": "It tore."]) == .already)
        let row = try #require(try notices().first)
        #expect(try notices().count == 1)
        #expect(row.notice == "low-score" && row.kind == .transactional && row.state == .queued)
        #expect(try composed(row) == "Ada was not happy: 3 points\nhello@paperheron.example")
        let inputs = try #require(row.composition).inputs
        #expect(inputs.contains("It tore.") && inputs.contains("ada@example.org"))
        try tell("review_given", key: "k2", data: ["score": "2"])
        try tell("review_given", key: "k3", data: ["score": "10"])
        #expect(try notices().count == 2)
    }

    @Test("Mails nobody about what happened long ago")
    func old() throws {
        try tell("review_given", data: ["score": "3"], daysAgo: 8)
        #expect(try notices().isEmpty)
        try tell("review_given", key: "k2", data: ["score": "3"], daysAgo: 6)
        #expect(try notices().count == 1)
    }

    @Test("Writes to whom journey.yaml says")
    func addressee() throws {
        let path = folder("config/journey.yaml")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try "notices_to: care@paperheron.example\n\(text)".write(toFile: path, atomically: true, encoding: .utf8)
        let home = try OpenHome.open(folder.path, environment: [:])
        let request = EventRequest(
            event: Event(name: "low_score_given", key: "k", at: home.clock.now()),
            person: ContactDraft(address: try EmailAddress("ada@example.org")))
        _ = try home.events.record([request])
        #expect(try notices(to: "care@paperheron.example").count == 1)
        #expect(try notices().isEmpty)
    }

    @Test("Mails the confirmation of a sign-up once, and lets marketing go only after it")
    func signUp() throws {
        try tell("signed_up")
        try tell("signed_up", key: "k2")
        let ada = try home.contact("ada@example.org")
        let rows = try notices(to: "ada@example.org").filter { $0.notice != nil }
        let row = try #require(rows.first)
        #expect(rows.count == 1, "the second comes too soon")
        #expect(row.notice == "confirm" && row.kind == .transactional)
        #expect(try composed(row) == "One word, and the notebook is yours\nada@example.org")
        #expect(try home.store.consents(of: ada.id).map(\.basis) == [Consent.signUp, Consent.signUp])
        let standing = try home.store.standing(ada.address.key, now: home.clock.now())
        #expect(ConsentPolicy.answer(standing, settings: home.settings.consent) == .unconfirmed)
        try tell("confirmed")
        let after = try home.store.standing(ada.address.key, now: home.clock.now())
        #expect(ConsentPolicy.answer(after, settings: home.settings.consent) == .yes)
        #expect(try home.store.enrollments(of: ada.id).count == 1)
    }

    @Test("A confirmed sign-up lifts an unsubscribe, and no hard bounce")
    func lifts() throws {
        try tell("confirmed")
        let ada = try home.contact("ada@example.org")
        for (scope, reason) in [
            (Suppression.Scope.marketing, Suppression.Reason.unsubscribed), (.everything, .bounced),
        ] {
            _ = try home.store.suppress(
                ada.address.key, scope: scope, reason: reason, until: nil, by: "test", note: nil,
                now: home.clock.now())
        }
        #expect(try tell("confirmed", key: "k2") == .refused(.saidNo))
        func confirm(_ key: String, _ proof: ConsentTold.Proof) throws -> EventResult? {
            var request = EventRequest(
                event: Event(name: "confirmed", key: key, at: home.clock.now()),
                person: ContactDraft(address: ada.address))
            request.consent = ConsentTold(source: "test", proof: proof)
            return try home.events.record([request]).first
        }
        let before = home.clock.now().adding(milliseconds: -3_600_000)
        #expect(try confirm("k3", .mailedLink(signedUpAt: before)) == .refused(.saidNoSince))
        _ = try confirm("k4", .mailedLink(signedUpAt: home.clock.now().adding(milliseconds: 1)))
        let standing = try home.store.standing(ada.address.key, now: home.clock.now())
        #expect(standing.suppressions.map(\.reason) == [.bounced])
    }

    @Test("No door lifts a no: enqueue, an import, any event that means a yes, with whatever words")
    func doors() throws {
        for reason in [Suppression.Reason.unsubscribed, .paused, .complaint, .manual, .erased] {
            let address = try EmailAddress("\(reason.rawValue)@example.org")
            _ = try home.store.suppress(
                address.key, scope: reason == .erased ? .everything : .marketing, reason: reason, until: nil,
                by: "test",
                note: nil, now: home.clock.now())
            let entry = EntryRequest(
                told: ContactDraft(address: address), campaign: try home.campaignID(named: "welcome"),
                wording: "by phone", source: "test", now: home.clock.now())
            _ = try home.intake.enter([entry, EntryRequest(person: entry.person, campaign: nil)])
            for event in ["signed_up", "confirmed", "purchased"] {
                for teller in [Teller.operatorHere, .program(Set(TokenScope.allCases))] {
                    var reader = DraftReader(plan: home.plan, source: "test", teller: teller)
                    let draft = Draft(
                        .json, [.event: event, .address: address.wire, .consent: "she agreed by phone"])
                    guard case .event(let request) = try reader.event(draft, now: home.clock.now()) else { continue }
                    _ = try home.events.record([request])
                }
            }
            let standing = try home.store.standing(address.key, now: home.clock.now())
            #expect(standing.suppressions.map(\.reason) == [reason])
        }
    }

    @Test("Keeps a testimonial with the permission given")
    func testimonial() throws {
        let told = [
            ("ada@example.org", ["score": "9", "text": "Lovely, \"really\".", "permission": "yes"]),
            ("bob@example.org", ["score": "10", "text": "Nice"]),
            ("eve@example.org", ["score": "2", "text": "Torn", "permission": "no"]),
        ]
        for (address, data) in told { try tell("review_given", address, key: address, data: data) }
        try tell("purchased", key: "o-1", data: ["score": "9"])
        var text = ""
        try Export(.reviews, asJSON: false, store: home.store, plan: home.plan).run { text += $0 }
        let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
        #expect(rows.first == ["address", "name", "score", "text", "permission", "at", "event", "key"])
        #expect(
            text.contains("ada@example.org,Ada,9,\"Lovely, \"\"really\"\".\",yes,"), "\(text)")
        #expect(text.contains("bob@example.org,Ada,10,Nice,no,") && text.contains(",low_score_given,eve@example.org"))
        #expect(rows.count == 4)
        let why = try home.story(of: "ada@example.org").lines.joined(separator: "\n")
        #expect(why.contains("score 9") && why.contains("may be shown"))
        let other = try home.story(of: "bob@example.org").lines.joined(separator: "\n")
        #expect(other.contains("no permission to show it"))
    }

    @Test("Takes the second order that was kept for a repeat, once, whichever of the two names it is told by")
    func again() throws {
        func stage() throws -> Stage? { try home.contact("ada@example.org").stage }
        func names() throws -> [String] {
            try home.store.events(of: home.contact("ada@example.org").id).map { "\($0.name) \($0.key)" }.sorted()
        }
        try tell("purchased", key: "1001", daysAgo: 3)
        #expect(try stage() == .convert)
        try tell("purchased", key: "line-2", data: ["order": "1001"], daysAgo: 2)
        // A day before the next order: in the same millisecond it would take that one back as well.
        try tell("refunded", key: "r", daysAgo: 1)
        try tell("purchased", key: "1002")
        #expect(try stage() == .convert, "the first order was given back")
        #expect(try names() == ["purchased 1001", "purchased 1002", "purchased line-2", "refunded r"])
        guard case .recorded(let following, _) = try tell("purchased", key: "1003") else {
            Issue.record("not recorded")
            return
        }
        #expect(following.first == .countsAs("purchased_again"))
        #expect(try stage() == .ascend)
        #expect(try tell("purchased", key: "1003") == .already)
        #expect(try tell("purchased_again", key: "1003") == .already)
        #expect(try tell("purchased", key: "1003", data: ["order": "9"]) == .refused(.conflictingKey))
        #expect(try tell("purchased", key: "1002") == .already, "a first order stays one")
        try tell("purchased_again", key: "1004")
        #expect(try tell("purchased", key: "1004") == .already)
        #expect(
            try names().filter { $0.hasPrefix("purchased_again") } == ["purchased_again 1003", "purchased_again 1004"])
    }

    @Test("Puts on the ladder what was bought and kept, and nothing else")
    func ladder() throws {
        func buy(_ event: String, _ key: String, _ product: String?) throws -> [String] {
            let request = EventRequest(
                event: Event(name: event, key: key, at: home.clock.now(), product: product),
                person: ContactDraft(address: try EmailAddress("ada@example.org")))
            guard case .recorded? = try home.events.record([request]).first else {
                Issue.record("\(event) is not recorded")
                return []
            }
            return try home.store.facts(of: home.contact("ada@example.org").id).owned(home.plan.journey).products
        }
        #expect(try buy("question_asked", "q", "year") == [])
        #expect(try buy("purchased", "1001", "starter") == ["starter"])
        #expect(try buy("purchased_again", "1002", "bench") == ["starter", "bench"])
        #expect(try buy("refunded", "1002", nil) == ["starter"])
    }
}
