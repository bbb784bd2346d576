import Testing
import TestSupport
import UsherCore

@Suite("Conformance: mail that comes back")
struct ReturnedConformance {
    @Test(
        "A proof bounces what was sent, suppresses the person and ends the enrollments", arguments: StoreUnderTest.all)
    func bounce(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com", next: true)
        let outcome = try scene.take(scene.report(ada.delivery, .hard, proof: true))
        #expect(outcome.effect == .bounced && outcome.isMatched && outcome.delivery == ada.delivery)
        #expect(try scene.states(of: ada.contact) == [.bounced, .withheld])
        let row = try scene.row(ada.delivery)
        #expect(row.sentAt != nil && row.sentAt != row.settledAt)
        guard case .returned(.bounced, status: "5.1.1", report: _) = row.reason else {
            Issue.record("\(String(describing: row.reason))")
            return
        }
        let no = try #require(
            try scene.store.standing(scene.key("ada@example.com"), now: scene.now).suppressions.first)
        #expect(no.reason == .bounced && no.scope == .everything && no.until == nil && no.by == "report")
        #expect(try scene.enrollment(ada.enrollment, of: ada.contact).endReason == .suppressed)
        let counts = try scene.counts()
        #expect(counts.campaigns[scene.campaign()]?.returned[.bounced] == [scene.step("one"): 1])
        #expect(counts.campaigns[scene.campaign()]?.sent == [scene.step("one"): 1])
        #expect(try scene.store.totals(now: scene.now).byState[.sent] ?? 0 == 0)
    }

    @Test("The same mail counts once, and so does the same thing told by another", arguments: StoreUnderTest.all)
    func once(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com")
        let mail = scene.report(ada.delivery, .hard, proof: true)
        try scene.take(mail)
        let again = try scene.take(mail)
        #expect(again.answer == .again && again.isMatched && again.isOfFile)
        var copy = mail
        copy.file = "another"
        #expect(try !scene.take(copy).isOfFile)
        let other = try scene.take(scene.report(ada.delivery, .hard, proof: true))
        #expect(other.effect == .none && other.isMatched)
        #expect(try scene.store.returned(ReturnedFilter()).map(\.effect) == [.none, .bounced])
        #expect(try scene.store.suppressions(limit: 9, now: scene.now).count == 1)
        #expect(try scene.counts() == scene.store.recount(from: scene.today, to: scene.today))
    }

    @Test(
        "One failure told by two doors counts once, as the proof says",
        arguments: [ReturnCategory.hard, .soft, .block, .content, .unknown])
    func proofAfterwards(category: ReturnCategory) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            let ada = try scene.sent("ada@example.com", next: true)
            try scene.take(scene.report(ada.delivery, category))
            let first = try scene.counts()
            scene.now = scene.now.adding(seconds: 86_400)
            #expect(try scene.take(scene.report(ada.delivery, .hard, proof: true)).effect == .bounced)
            #expect(try scene.states(of: ada.contact) == [.bounced, .withheld])
            let row = try scene.row(ada.delivery)
            guard case .returned(.bounced, status: _, report: _) = row.reason else {
                Issue.record("\(kind): \(String(describing: row.reason))")
                continue
            }
            #expect(try scene.store.returned(ReturnedFilter()).map(\.effect) == [.bounced, .none])
            let campaign = scene.campaign()
            let returned = try scene.counts().campaigns[campaign]?.returned ?? [:]
            #expect(returned.filter { !$0.value.values.allSatisfy { $0 == 0 } }.map(\.key) == [.bounced], "\(returned)")
            #expect(first.campaigns[campaign]?.returned[.bounced] == nil)
            let counted = try scene.store.recount(from: "2000-01-01", to: scene.today)
            #expect(try scene.counts().campaigns == counted.campaigns)
            let totals = try scene.store.totals(now: scene.now).byState
            #expect(totals[.bounced] == 1 && totals[.failed] ?? 0 == 0)
            #expect(try scene.store.suppressions(limit: 9, now: scene.now).map(\.suppression.reason) == [.bounced])
            // What is milder says nothing new, and all of it is undone as one.
            #expect(try scene.take(scene.report(ada.delivery, .soft)).effect == .none)
        }
    }

    @Test(
        "Whose a mail would be is known before it is taken, and asking records nothing", arguments: StoreUnderTest.all)
    func tie(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com")
        func tie(_ mail: ReturnedReport) throws -> ReturnedTie {
            try scene.store.tie(of: mail, messageID: Scene.messageID)
        }
        let report = scene.report(ada.delivery, .soft)
        #expect(try tie(report) == .known)
        #expect(try tie(scene.report(nil, .soft)) == .nobody)
        var leaving = scene.mail(.unsubscribe, of: nil)
        leaving.leaver = .author(try scene.key("ada@example.com"))
        #expect(try tie(leaving) == .known)
        leaving.leaver = .author(try scene.key("bob@example.com"))
        #expect(try tie(leaving) == .nobody)
        leaving.leaver = .person(ada.contact, ada.delivery)
        #expect(try tie(leaving) == .known)
        #expect(try scene.store.returned(ReturnedFilter()).isEmpty)
        try scene.take(report)
        #expect(try tie(report) == .recorded(isMatched: true))
        let other = scene.report(nil, .soft)
        try scene.take(other)
        #expect(try tie(other) == .recorded(isMatched: false))
    }

    @Test(
        "What proves nothing about the person changes nothing about them",
        arguments: [ReturnCategory.hard, .soft, .block, .content, .unknown])
    func proofless(category: ReturnCategory) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            let ada = try scene.sent("ada@example.com", next: true)
            try scene.take(scene.report(ada.delivery, category))
            #expect(try scene.states(of: ada.contact) == [.failed, .queued])
            #expect(try scene.store.suppressions(limit: 9, now: scene.now).isEmpty)
            #expect(try scene.counts() == scene.store.recount(from: scene.today, to: scene.today))
        }
    }

    @Test("Five days of it pause the person for thirty, and then one probe", arguments: StoreUnderTest.all)
    func soft(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        func come(_ key: String, back: Bool = true) throws {
            let result = try scene.enter("ada@example.com", key: key)
            guard case .entered(_, let delivery, _, _) = result else { throw SceneError.notEntered }
            try scene.claim()
            try scene.settle(delivery, .sent(countsTowardsCap: true), advance: .end(.finished))
            if back { try scene.take(scene.report(delivery, .soft)) }
            scene.now = scene.now.adding(seconds: 86_400)
        }
        func no() throws -> Suppression? {
            try scene.store.standing(scene.key("ada@example.com"), now: scene.now).suppressions.first
        }
        for day in 1...4 { try come("\(day)") }
        try come("arrived", back: false)
        for day in 5...8 { try come("\(day)") }
        #expect(try no() == nil)
        try come("9")
        let pause = try #require(try no())
        #expect(pause.reason == .unreachable && pause.scope == .everything)
        #expect(pause.until == scene.now.adding(seconds: 29 * 86_400))
        scene.now = scene.now.adding(seconds: 31 * 86_400)
        #expect(try no() == nil)
        try come("the probe")
        #expect(try no()?.reason == .unreachable)
        scene.now = scene.now.adding(seconds: 31 * 86_400)
        try come("arrives", back: false)
        try come("one more")
        #expect(try no() == nil)
    }

    @Test("A complaint ends marketing by the campaign's name, and order mail goes on", arguments: StoreUnderTest.all)
    func complaint(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com", next: true)
        var mail = scene.mail(.complaint, of: ada.delivery)
        mail.reporter = "a provider"
        mail.source = "Mailgun"
        #expect(try scene.take(mail).effect == .complained)
        #expect(try scene.states(of: ada.contact) == [.complained, .withheld])
        let no = try #require(
            try scene.store.standing(scene.key("ada@example.com"), now: scene.now).suppressions.first)
        #expect(no.reason == .complaint && no.scope == .marketing)
        #expect(no.note == .complaint(about: "welcome", by: "a provider"))
        let said = try #require(try scene.store.consents(of: ada.contact).last)
        #expect(said.said == .complained && said.basis == "complaint about a message of welcome")
        #expect(said.source == "Mailgun")
        #expect(try scene.counts() == scene.store.recount(from: scene.today, to: scene.today))
    }

    @Test("An answer that confirms is the person's, and changes nothing by itself", arguments: StoreUnderTest.all)
    func confirmation(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com")
        for (contact, isMatched) in [(ada.contact, true), (ContactID(999), false)] {
            var mail = ReturnedReport(key: Array(repeating: isMatched ? 1 : 2, count: 32), kind: .person, summary: "")
            mail.confirmation = ReturnedReport.Confirmation(contact: contact, signedUpAt: scene.now, evidence: "answer")
            let outcome = try scene.take(mail)
            #expect(outcome.isMatched == isMatched && outcome.effect == .none)
        }
        #expect(try scene.store.returned(ReturnedFilter()).map(\.contact) == [nil, ada.contact])
    }

    @Test("A provider that says that the person wants no more is a no", arguments: StoreUnderTest.all)
    func optOut(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com")
        var mail = scene.mail(.complaint, of: ada.delivery)
        mail.isOptOut = true
        #expect(try scene.take(mail).effect == .unsubscribed)
        #expect(try scene.state(ada.delivery) == .sent)
        #expect(try scene.store.standing(scene.key("ada@example.com"), now: scene.now).marketing == .unsubscribed)
    }

    @Test("By a token it is a no whoever wrote it; without one the author's", arguments: StoreUnderTest.all)
    func leaving(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com")
        _ = try scene.entered("bob@example.com")
        var mail = scene.mail(.person)
        mail.leaver = .person(ada.contact, ada.delivery)
        #expect(try scene.take(mail).effect == .unsubscribed)
        mail.key = scene.freshKey()
        #expect(try scene.take(mail).effect == .none)
        mail.key = scene.freshKey()
        mail.leaver = .author(try scene.key("BOB@example.com"))
        #expect(try scene.take(mail).effect == .unsubscribed)
        mail.key = scene.freshKey()
        mail.leaver = .author(try scene.key("nobody@example.com"))
        #expect(try scene.take(mail).isMatched == false)
        for person in ["ada", "bob"] {
            let standing = try scene.store.standing(scene.key("\(person)@example.com"), now: scene.now)
            #expect(standing.marketing == .unsubscribed)
            #expect(standing.suppressions.map(\.by) == ["mail"])
        }
        #expect(try scene.store.returned(ReturnedFilter(isUnmatched: true)).count == 1)
    }

    @Test("A Message-ID tells whose it is, with the address", arguments: StoreUnderTest.all)
    func messageID(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com")
        let bob = try scene.sent("bob@example.com")
        var mail = scene.report(nil, .hard, proof: true)
        mail.messageIDs = [Scene.messageID(ada.delivery)]
        mail.people = [try scene.address("bob@example.com")]
        #expect(try scene.take(mail).isMatched == false)
        mail.key = scene.freshKey()
        mail.people.append(try scene.address("ada@example.com"))
        #expect(try scene.take(mail).delivery == ada.delivery)
        #expect(try scene.state(bob.delivery) == .sent)
    }

    @Test("What cannot be tied to a message changes nobody, and a thousand of it stay", arguments: StoreUnderTest.all)
    func unmatched(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com", next: true)
        for _ in 0..<3 {
            let mails = try (0..<400).map { _ in
                var mail = scene.report(DeliveryID(999), .hard, proof: true)
                mail.people = [try scene.address("ada@example.com")]
                mail.messageIDs = ["0@example.com"]
                return mail
            }
            #expect(
                try scene.store.take(mails, now: scene.now, messageID: Scene.messageID).allSatisfy { !$0.isMatched })
        }
        #expect(try scene.states(of: ada.contact) == [.sent, .queued])
        #expect(try scene.store.suppressions(limit: 9, now: scene.now).isEmpty)
        #expect(try scene.store.returned(ReturnedFilter(limit: 9999)).count == KeptMail.strange.most)
        scene.now = scene.now.adding(milliseconds: ReturnedReport.longestKept + 1)
        try scene.take(scene.mail(.other))
        #expect(try scene.store.returned(ReturnedFilter(limit: 9999)).count == 1)
    }

    @Test(
        "What machines say about our messages puts out no letter, and what strangers send neither",
        arguments: StoreUnderTest.all)
    func displaced(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com", next: true)
        try scene.take(scene.mail(.person, of: ada.delivery))
        try scene.take(scene.mail(.receipt, of: ada.delivery))
        func flood(_ count: Int, _ mail: () -> ReturnedReport) throws {
            let mails = (0..<count).map { _ in mail() }
            _ = try scene.store.take(mails, now: scene.now, messageID: Scene.messageID)
        }
        try flood(KeptMail.strange.most + 1) { scene.mail(.other) }
        try flood(KeptMail.letter.most + 1) { scene.mail(.person) }
        func ours() throws -> [ReturnedReport.Kind] {
            try scene.store.returned(ReturnedFilter(limit: 9999)).filter { $0.delivery != nil }.map(\.kind)
        }
        #expect(try ours() == [.receipt, .person])
        try flood(KeptMail.ours.most / 2) { scene.mail(.automatic, of: ada.delivery) }
        try flood(KeptMail.ours.most / 2) { scene.report(ada.delivery, .delayed) }
        #expect(try ours().filter { $0 != .automatic && $0 != .report } == [.person])
        #expect(try ours().count == KeptMail.ours.most + 1)
    }

    @Test(
        "What a person wrote about a message led to nothing, and stays for ninety days", arguments: StoreUnderTest.all)
    func answered(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com")
        try scene.take(scene.mail(.person, of: ada.delivery))
        scene.now = scene.now.adding(milliseconds: ReturnedReport.longestKept)
        try scene.take(scene.mail(.other))
        #expect(try scene.store.returned(ReturnedFilter()).map(\.kind) == [.other, .person])
        scene.now = scene.now.adding(milliseconds: 1)
        try scene.take(scene.mail(.other))
        #expect(try scene.store.returned(ReturnedFilter()).map(\.kind) == [.other, .other])
    }

    @Test("What is taken back counts no more, and may come back once more", arguments: StoreUnderTest.all)
    func undone(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com", next: true)
        try scene.take(scene.report(ada.delivery, .hard, proof: true))
        scene.now = scene.now.adding(seconds: 60)
        _ = try scene.store.undo(
            UndoFilter(.failures(since: Scene.start, campaign: nil)), after: nil, limit: 10, by: "operator",
            note: .said("a mistake"), now: scene.now, deadline: nil, isOver: { _ in false }, due: { _ in nil })
        #expect(try scene.state(ada.delivery) == .queued)
        #expect(try scene.store.suppressions(limit: 9, now: scene.now).isEmpty)
        #expect(try scene.row(ada.delivery).sentAt == nil)
        #expect(try scene.counts().campaigns[scene.campaign()]?.returned[.bounced] == nil)
        try scene.claim()
        try scene.settle(ada.delivery, .sent(countsTowardsCap: true))
        #expect(try scene.take(scene.report(ada.delivery, .hard, proof: true)).effect == .bounced)
        let counted = try scene.store.recount(from: scene.today, to: scene.today)
        #expect(try scene.counts().campaigns == counted.campaigns)
    }

    @Test("Of somebody who was erased nothing is left, and nothing follows", arguments: StoreUnderTest.all)
    func erased(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.sent("ada@example.com")
        var mail = scene.report(ada.delivery, .soft)
        mail.summary = "report: ada@example.com"
        try scene.take(mail)
        _ = try scene.store.erase(scene.address("ada@example.com"), isAlive: { _ in false }, now: scene.now)
        let row = try #require(try scene.store.returned(ReturnedFilter()).first)
        #expect(row.summary.isEmpty && row.said.isEmpty && row.address == nil)
        #expect(try scene.take(scene.report(ada.delivery, .hard, proof: true)).isMatched)
    }
}

extension Scene {
    static func messageID(_ delivery: DeliveryID, _ moment: Timestamp = Scene.start) -> String {
        "\(delivery)@example.com"
    }

    var today: String { now.iso8601.prefix(10).description }

    func counts() throws -> JourneyCounts { try store.journeyCounts(from: "2000-01-01", to: today) }

    func freshKey() -> [UInt8] { (0..<32).map { _ in UInt8.random(in: 0...255) } }

    /// Somebody whose first e-mail was sent; `next`: the second one waits.
    @discardableResult
    func sent(
        _ address: String, next: Bool = false
    ) throws -> (enrollment: EnrollmentID, delivery: DeliveryID, contact: ContactID) {
        let one = try entered(address)
        try claim()
        let advance: Advance = next ? .next(planned("two", in: 86_400_000)) : .end(.finished)
        try settle(one.delivery, .sent(countsTowardsCap: true), advance: advance)
        now = now.adding(seconds: 60)
        return one
    }

    func states(of contact: ContactID) throws -> [DeliveryState] { try rows(of: contact).map(\.state) }

    func mail(_ kind: ReturnedReport.Kind, of delivery: DeliveryID? = nil) -> ReturnedReport {
        var mail = ReturnedReport(key: freshKey(), kind: kind, summary: "a mail")
        if let delivery { mail.deliveries = [delivery] }
        return mail
    }

    func report(_ delivery: DeliveryID?, _ category: ReturnCategory, proof: Bool = false) -> ReturnedReport {
        var mail = mail(.report, of: delivery)
        mail.recipients = [
            .init(
                addresses: [], category: category, isProof: proof, status: EnhancedStatus(5, 1, 1),
                said: "550 5.1.1 no such user")
        ]
        return mail
    }

    @discardableResult
    func take(_ mail: ReturnedReport) throws -> ReturnedOutcome {
        try #require(try store.take([mail], now: now, messageID: Scene.messageID).first)
    }
}
