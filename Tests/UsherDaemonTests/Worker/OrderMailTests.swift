import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherHome
@testable import UsherSupport

@Suite("After a no, what belongs to an order still comes")
struct OrderMailLifeTests {
    private struct StandingClock: CalendarClock {
        let moment: Timestamp
        func now() -> Timestamp { moment }
    }

    /// A home whose `excite` sends thanks (transactional), tips (marketing), care (transactional) and more (marketing),
    /// a day apart.
    private final class Life {
        let folder: TemporaryFolder
        let home: OpenHome
        let edition: Edition
        var now = Timestamp(seconds: 1_795_431_600)
        private(set) var sent: [String] = []

        init() throws {
            folder = try TemporaryFolder()
            var files = PaperBoat.files
            files[2].text =
                files[2].text.components(separatedBy: "steps:")[0] + """
                    steps:
                      - { name: thanks, wait: 0, kind: transactional }
                      - { name: tips, wait: 1 day }
                      - { name: care, wait: 1 day, kind: transactional }
                      - { name: more, wait: 1 day }
                    """
            for name in ["tips", "care"] {
                files.append(
                    ("templates/excite/\(name).md", "---\nsubject: \(name)\n---\n[Go]({{call_to_action.url}})\n"))
            }
            try HomeWriter.write(files, to: folder.path)
            try folder.edit("config/usher.yaml", "mode: live", "mode: rehearsal\ncap: 0")
            home = try OpenHome.open(folder.path, environment: [:])
            edition = try home.edition
            try home.store.save(edition.revisions)
        }

        func buys(key: String = "1042", _ contact: String = "ada@customer.de") throws {
            let consent = Consent(
                kind: .marketing, said: .agreed, basis: "stated by the operator", source: "test", at: now)
            let event = Event(name: "purchased", key: key, at: now)
            let person = ContactDraft(address: try EmailAddress(contact), consent: consent)
            _ = try home.store.record([EventRequest(event: event, person: person)], now: now) { request, facts in
                EventPolicy.decide(request, facts: facts, plan: edition.plan, now: now)
            }
        }

        /// Lets so many days pass, an hour at a time.
        func pass(days: Int) throws {
            for _ in 0..<(days * 24) {
                var pacer = Pacer(limits: LimitSettings())
                let batch = try home.store.claim(owner: "test", now: now, limit: 50) { candidate, pauses in
                    edition.clear(candidate, pauses: pauses, now: now, pacer: &pacer)
                }
                for claimed in batch.claimed {
                    let prepared = try #require(edition.prepared(claimed.composition.revision))
                    sent.append(prepared.sources.step ?? "")
                    _ = try home.press.compose(claimed, prepared)
                    let reply = Reply(code: 250, text: "ok")
                    let settlement = Settling.decide(
                        outcome: .accepted(reply), verdict: .sent, claimed: claimed, plan: edition.plan, now: now)
                    _ = try home.store.settle([settlement], owner: "test", now: now)
                }
                now = now.adding(seconds: 3600)
            }
        }

        func no(_ scope: Suppression.Scope) throws {
            _ = try home.store.suppress(
                try EmailAddress("ada@customer.de").key, scope: scope, reason: .unsubscribed, until: nil,
                by: "operator", note: nil, now: now)
        }

        func run() throws -> Enrollment {
            try #require(try home.store.enrollments(of: try home.contact("ada@customer.de").id).first)
        }

        func story() throws -> String {
            var asked = home
            asked.clock = StandingClock(moment: now)
            return try asked.story(of: "ada@customer.de").lines.joined(separator: "\n")
        }
    }

    @Test("A no in the middle, and one before the order")
    func marketing() throws {
        let life = try Life()
        try life.buys()
        try life.pass(days: 1)
        try life.no(.marketing)
        #expect(try life.story().contains("care, more (withheld, as things stand)"))
        try life.pass(days: 7)
        #expect(life.sent == ["thanks", "care"])
        #expect(try life.run().state == .ended)

        let before = try Life()
        try before.buys(key: "told-0e8a8b9c-0000-4000-8000-000000000000", "bob@customer.de")
        try before.no(.marketing)
        try before.buys()
        try before.pass(days: 7)
        #expect(before.sent.filter { $0 == "care" }.count == 2)
        let ada = try before.home.contact("ada@customer.de").id
        let rows = try before.home.store.deliveries(DeliveryFilter(contact: ada))
        #expect(rows.filter { $0.state == .sent }.count == 2 && rows.filter { $0.state == .withheld }.count == 2)
    }

    @Test("A no to the campaign does the same; one to everything ends it")
    func scopes() throws {
        let life = try Life()
        try life.buys()
        try life.pass(days: 1)
        try life.no(.campaign(try life.home.campaignID(named: "excite")))
        try life.pass(days: 7)
        #expect(life.sent == ["thanks", "care"])

        let all = try Life()
        try all.buys()
        try all.pass(days: 1)
        try all.no(.everything)
        try all.pass(days: 7)
        #expect(try all.sent == ["thanks"] && all.run().endReason == .suppressed)
    }

    @Test("An enrollment that no order began ends with a no to marketing")
    func others() throws {
        let life = try Life()
        try life.buys(key: "told-0e8a8b9c-0000-4000-8000-000000000000")
        try life.pass(days: 1)
        try life.no(.marketing)
        try life.pass(days: 7)
        #expect(try life.sent == ["thanks"] && life.run().endReason == .suppressed)
    }
}
