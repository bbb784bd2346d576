import Foundation
import TestHomes
import TestSupport
import Testing
import UsherComposing
import UsherDashboard

@testable import UsherCore
@testable import UsherDaemon

@Suite("Operating by the dashboard, carried out")
struct DashboardOperatingTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let delivery: Int64

    init() throws {
        (folder, home) = try OpenHome.shipped()
        guard case .entered(_, let delivery, _, _) = try home.intake.enter([home.entry("ada@example.org")]).first else {
            throw UnknownName.noSamples
        }
        self.delivery = delivery.value
    }

    private func write(_ text: String, to name: String) throws {
        let file = URL(fileURLWithPath: folder(name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func carryOut(_ act: OperatingAct) throws -> String {
        let operating = DashboardOperating(
            store: home.store, editions: EditionBox(try home.edition), clock: home.clock, wake: {})
        return "\(try operating.carryOut(act))"
    }

    @Test("Does what the commands do, and answers in their words; one that cannot be done keeps no other from it")
    func words() throws {
        #expect(try carryOut(.retry([delivery])).contains("is queued and goes by itself"))
        let both = try carryOut(.cancel([999, delivery]))
        #expect(
            both.contains("there is no delivery 999")
                && both.contains("Delivery \(delivery) to ada@example.org is cancelled."))
        #expect(try home.delivery(delivery).state == .cancelled)
        #expect(try carryOut(.cancel([delivery])).contains("is cancelled already"))
        #expect(try carryOut(.retry([delivery])).contains("is due now."))
        #expect(try home.delivery(delivery).state == .queued)

        #expect(try carryOut(.pause("welcome", because: "new prices")).contains("Paused welcome."))
        #expect(try home.pauses().map(\.words).contains { $0.contains("new prices") })
        #expect(try carryOut(.pause("welcome", because: nil)).contains("is paused already"))
        let nonsense = try carryOut(.pause("nonsense", because: nil))
        #expect(nonsense.contains("there is no campaign") && nonsense.contains("nonsense"), "\(nonsense)")
        #expect(try carryOut(.pause(nil, because: "a\nb")).contains("because"))
        #expect(try carryOut(.resume("welcome")).contains("Resumed welcome."))
        #expect(try carryOut(.resume("welcome")).contains("There is nothing to resume"))
        #expect(try home.pauses().isEmpty)
    }

    @Test("Files that are wrong say where; those that are in order say what they would change")
    func files() throws {
        let same = try look()
        #expect(
            same.effects?[.unchanged] == 1 && !same.isHeld
                && same.summary.contains { $0.contains("takes these files up") })
        try write("name: [", to: "config/campaigns/welcome.yaml")
        let wrong = try look()
        #expect(
            wrong.effects == nil && wrong.problems.contains { $0.place.hasPrefix("config/campaigns/welcome.yaml:") },
            "\(wrong.problems)")
    }

    @Test("Says why sending again does nothing or would be in vain, and nothing of what would go")
    func vain() throws {
        let edition = try home.edition
        let operating = DashboardOperating(
            store: home.store, editions: EditionBox(edition), clock: home.clock, wake: {})
        #expect(try operating.whyInVain(delivery) == "it is queued and goes by itself")
        _ = try carryOut(.cancel([delivery]))
        #expect(try operating.whyInVain(delivery) == nil)
        let ada = try #require(try home.delivery(delivery).address)
        _ = try home.store.suppress(
            ada.key, scope: .marketing, reason: .unsubscribed, until: nil, by: "test", note: nil, now: home.clock.now())
        #expect(try operating.whyInVain(delivery)?.hasPrefix("it ") == true)
        #expect(throws: UnknownName.self) { try operating.whyInVain(4711) }
    }

    @Test("All that failed since is sent again, after a word of what that would do")
    func failures() throws {
        let now = home.clock.now()
        let edition = try home.edition
        try home.store.save(edition.revisions)
        var pacer = Pacer(limits: LimitSettings())
        let batch = try home.store.claim(owner: "test", now: now, limit: 9) { candidate, pauses in
            edition.clear(candidate, pauses: pauses, now: now, pacer: &pacer)
        }
        let claimed = try #require(batch.claimed.first)
        _ = try home.store.settle(
            [
                Settlement(
                    delivery: claimed.delivery, result: .failed(reason: .notSent, recompose: false), advance: .stay)
            ], owner: "test", now: now)
        let operating = DashboardOperating(
            store: home.store, editions: EditionBox(edition), clock: home.clock, wake: {})
        func ask(_ since: String, campaign: String? = nil, yes: Bool = false) throws -> FailuresSaid {
            try operating.failures(FailuresForm(since: since, campaign: campaign, yes: yes))
        }
        for (since, words) in [("soon", "takes a moment such as"), ("2999-01-01", "is still to come")] {
            let said = try ask(since)
            #expect("\(said)".contains(words) && "\(said)".contains("since: nil"), "\(said)")
        }
        #expect("\(try ask("2 hours", campaign: "nonsense"))".contains("there is no campaign"))
        #expect("\(try ask("2 hours"))".contains("1 delivery would be queued again"))
        #expect(try home.delivery(delivery).state == .failed)
        #expect("\(try ask("2 hours", campaign: "welcome", yes: true))".contains("1 delivery is queued again"))
        #expect(try home.delivery(delivery).state == .queued)
        #expect("\(try ask("2 hours", yes: true))".contains("there is nothing to do"))
    }

    private func look() throws -> FilesLook {
        try DashboardReading(
            reloader: Reloader(home: home, environment: [:]), store: home.store, asking: home.store,
            editions: EditionBox(try home.edition), clock: home.clock, report: { nil }
        ).look()
    }

    @Test("Files that a reload refuses, or leaves to a restart, are not said to be taken up")
    func refused() async throws {
        #expect(try look().shown?.mailed == 0)
        // What people must get, by a file that is played.
        try folder.edit("config/campaigns/welcome.yaml", "wait: 2 days, at: \"09:30\"", "wait: 20 days")
        let unexpected = try look()
        #expect(unexpected.shown == nil && unexpected.problems.contains { $0.place.hasPrefix("config/campaigns/") })
        try folder.edit("config/campaigns/welcome.yaml", "wait: 20 days", "wait: 2 days, at: \"09:30\"")
        for edit in [
            "dashboard: { listen: 127.0.0.1:9 }", "public: { url: \"https://go.shop.example\", listen: 127.0.0.1:9 }",
        ] {
            try folder.edit("config/usher.yaml", "mode: rehearsal", "mode: rehearsal\n\(edit)")
            let later = try look()
            #expect(later.shown == nil && later.effects != nil && later.problems.filter { $0.severity == .error } == [])
            #expect(later.summary.contains { $0.contains("does not take these files up") && $0.contains("restart") })
            let outcome = await Reloader(home: home, environment: [:]).reload(yes: true, serving: try home.edition)
            #expect(outcome.sentence.contains("taken up by a restart"))
            try folder.edit("config/usher.yaml", "mode: rehearsal\n\(edit)", "mode: rehearsal")
        }
    }

    @Test("A message is taken apart as a mail program does it")
    func mail() throws {
        let inbox = InboxReading(folder: folder("inbox"))
        #expect(try inbox.newest(5).total == 0)
        let message = [
            "From: =?utf-8?q?J=C3=B6rg?= <joerg@example.org>", "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative; boundary=b", "", "--b", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "", "Hallo J=C3=B6rg", "--b",
            "Content-Type: text/html; charset=utf-8",
            "", "<p>Hallo", "--b--", "",
        ].joined(separator: "\r\n")
        try write(message, to: "inbox/000001-abc.eml")
        let mail = try #require(try inbox.mail("000001-abc"))
        #expect(
            mail.subject == "Grüße" && mail.text?.hasPrefix("Hallo Jörg") == true
                && mail.html?.hasPrefix("<p>Hallo") == true)
        #expect(mail.fields.first?.value == "Jörg <joerg@example.org>")
        #expect(try inbox.mail("../usher.sqlite") == nil)
    }
}
