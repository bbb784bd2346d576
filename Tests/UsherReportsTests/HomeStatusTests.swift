import Testing
import UsherCore

@testable import UsherReports

@Suite("The status of a home")
struct HomeStatusTests {
    private let scene: ReportScene

    init() throws { scene = try ReportScene() }

    private func status(
        isRunning: Bool = true, states: [DeliveryState: Int] = [:], overdue: Int = 0, nextDue: Timestamp? = nil,
        contacts: Int = 1, pauses: [Pause] = [], files: String? = nil,
        published: HomeStatus.Published? = nil, delayed: DelayedConfirmations? = nil
    ) -> HomeStatus {
        var facts = HomeStatus.Facts(
            home: "/shop", settings: scene.plan.settings, catalog: scene.plan.catalog, isRunning: isRunning,
            totals: Totals(
                contacts: contacts, activeEnrollments: 2, byState: states, overdue: overdue, nextDue: nextDue,
                suppressions: 1)
        )
        facts.pauses = pauses
        facts.files = files
        facts.published = published
        facts.delayed = delayed
        return HomeStatus(facts, now: ReportScene.noon)
    }

    @Test("Says how the mailbox is that mail comes back to, in live mode alone")
    func mailbox() {
        var facts = HomeStatus.Facts(
            home: "/shop", settings: scene.plan.settings, catalog: scene.plan.catalog, isRunning: true,
            totals: Totals(
                contacts: 0, activeEnrollments: 0, byState: [:], overdue: 0, nextDue: nil, suppressions: 0))
        facts.settings.receive.imap = IMAPSettings(host: "mail.shop.example", port: 143, username: "bounces")
        func line(_ mailbox: DaemonReport.Mailbox? = nil) -> String? {
            facts.daemon = DaemonReport(process: 1, since: ReportScene.noon, mode: .live)
            facts.daemon?.mailbox = mailbox
            return HomeStatus(facts, now: ReportScene.noon).lines.first { $0.hasPrefix("mailbox ") }
        }
        #expect(line() == nil)
        facts.settings.mode = .live
        let name = "mailbox    INBOX on mail.shop.example, "
        let noon = "Mon 2026-11-23 12:00 Europe/Berlin (2026-11-23 11:00 UTC)"
        #expect(line() == name + "is looked into for the first time")
        #expect(line(.init(looked: ReportScene.noon)) == name + "looked into \(noon)")
        #expect(
            line(.init(looked: ReportScene.noon, trouble: "no", since: ReportScene.noon, next: ReportScene.noon))
                == name + "not looked into since \(noon): no; it is tried again \(noon)")
        facts.isRunning = false
        #expect(line() == name + "not looked into while no daemon is running")
    }

    @Test("Is a handful of lines")
    func lines() {
        let status = status(
            states: [.sent: 12, .queued: 3, .failed: 1], nextDue: ReportScene.noon.adding(seconds: 90),
            pauses: [
                Pause(
                    scope: .campaign(ReportScene.welcome), reason: .byHand(words: "new prices"), since: ReportScene.noon
                )
            ],
            files: "1 error")
        #expect(
            status.lines == [
                "/shop: rehearsal, a daemon is running",
                "now        Mon 2026-11-23 12:00 Europe/Berlin (2026-11-23 11:00 UTC)",
                "people     1 contact, 2 enrollments under way, 1 suppression",
                "messages   3 queued, 12 sent, 1 failed",
                "paused     welcome: new prices; go on with: usher resume welcome",
                "files      1 error",
                "Waiting for the next message, due Mon 2026-11-23 12:01 Europe/Berlin (2026-11-23 11:01 UTC), "
                    + "in 1 minute 30 seconds",
            ])
    }

    @Test("Says what grows, by how much a day, and what of it is kept for how long")
    func database() throws {
        let day: Int64 = 86_400_000
        func database(_ keep: KeepSettings, daily: [String: Int]? = nil) -> HomeStatus.Database {
            HomeStatus.Database(
                octets: 20 << 20, log: 0, rows: ["deliveries": 1200, "events": 90, "contacts": 90], daily: daily,
                keep: keep)
        }
        func line(_ database: HomeStatus.Database) throws -> String {
            var facts = HomeStatus.Facts(
                home: "/shop", settings: scene.plan.settings, catalog: scene.plan.catalog, isRunning: true,
                totals: Totals(
                    contacts: 0, activeEnrollments: 0, byState: [:], overdue: 0, nextDue: nil, suppressions: 0))
            facts.database = database
            return try #require(HomeStatus(facts, now: ReportScene.noon).lines.first { $0.hasPrefix("database ") })
        }
        let usual = database(KeepSettings())
        #expect(try line(usual).hasSuffix(": deliveries 1200, contacts 90, events 90"))
        #expect(
            usual.kept == [
                "deliveries": "for ever", "events": "for ever", "inputs": "for ever", "inbox": "for ever",
                "unmatched": "90 days",
            ])
        let growing = database(KeepSettings(), daily: ["deliveries": 40, "events": 0, "contacts": 3])
        #expect(try line(growing).hasSuffix(": deliveries 1200 (40 a day), contacts 90 (3 a day), events 90"))
        let every = KeepSettings(
            deliveriesMilliseconds: 730 * day, eventsMilliseconds: 1095 * day, inputsMilliseconds: 90 * day,
            inboxMilliseconds: 30 * day, unmatchedMilliseconds: 7 * day)
        #expect(
            try line(database(every)).hasSuffix(
                "; kept: deliveries for 730 days, events for 1095 days, inbox for 30 days, inputs for 90 days, "
                    + "unmatched for 7 days"))
    }

    @Test("Says what a breaker warns of")
    func warning() throws {
        var facts = HomeStatus.Facts(
            home: "/shop", settings: scene.plan.settings, catalog: scene.plan.catalog, isRunning: true,
            totals: Totals(
                contacts: 1, activeEnrollments: 0, byState: [:], overdue: 0, nextDue: nil, suppressions: 0))
        facts.warnings = [
            ComplaintWarning(
                .campaign(ReportScene.welcome), complained: 2, accepted: 1500,
                day: CalendarDate(year: 2026, month: 11, day: 23)),
            ComplaintWarning(
                .transactional, complained: 3, accepted: 2000, day: CalendarDate(year: 2026, month: 11, day: 22)),
        ]
        let status = HomeStatus(facts, now: ReportScene.noon)
        #expect(
            status.lines.contains(
                "warning    welcome: complaints: 2 of 1500 sent on 2026-11-23, 0.13 %; above 0.10 % warns, above 0.30 % "
                    + "pauses it"))
        #expect(
            status.lines.contains(
                "warning    transactional-relay: complaints: 3 of 2000 sent on 2026-11-22, 0.15 %; above 0.10 % warns, "
                    + "above 0.30 % pauses it"))
    }

    @Test("Names the public address, and whether it is served")
    func published() {
        let settings = PublicSettings(url: "https://shop.example/mail", listen: .socket("/run/usher/public.sock"))
        let place = "public     https://shop.example/mail on unix:/run/usher/public.sock, "
        for (isListening, isRunning, words) in [
            (true, true, "served"), (false, true, "not served: nobody listens there"),
            (false, false, "not served while no daemon is running"),
        ] {
            let lines = status(
                isRunning: isRunning, published: HomeStatus.Published(settings, isListening: isListening)
            ).lines
            #expect(lines.contains(place + words))
        }
        #expect(!status().lines.contains { $0.hasPrefix("public") })
    }

    @Test("Says how many confirmations of sign-ups wait for their turn")
    func delayed() {
        let delayed = DelayedConfirmations(count: 540, lastDue: ReportScene.noon.adding(seconds: 3600))
        #expect(
            status(delayed: delayed).lines.contains(
                "sign-ups   540 confirmations wait, the last until Mon 2026-11-23 13:00 Europe/Berlin "
                    + "(2026-11-23 12:00 UTC): more came than consent.confirmations lets go at once"))
        #expect(!status().lines.contains { $0.hasPrefix("sign-ups") })
        #expect(
            status(delayed: DelayedConfirmations(count: 0, lastDue: nil, leftOut: 237)).lines.contains(
                "sign-ups   237 sign-ups of today got no confirmation: "
                    + "their mailboxes had as many as consent.confirmations.per_address allows"))
    }

    private static let relay = Pause(scope: .relay, reason: .byHand(words: "wrong password"), since: ReportScene.noon)

    @Test("Says what it waits for")
    func waiting() {
        let soon = ReportScene.noon.adding(seconds: 90)
        let time = "Mon 2026-11-23 12:01 Europe/Berlin (2026-11-23 11:01 UTC)"
        #expect(status().waitsFor == "Nothing is queued. Put somebody into a campaign: usher enqueue CAMPAIGN ADDRESS")
        #expect(
            status(states: [.parked: 1]).waitsFor
                == "1 message waits for the end of a pause; nothing else is queued")
        #expect(status(overdue: 1, nextDue: ReportScene.noon).waitsFor == "Sending: 1 message is due now")
        #expect(status(overdue: 7, nextDue: ReportScene.noon).waitsFor == "Sending: 7 messages are due now")
        #expect(
            status(isRunning: false, overdue: 1, nextDue: ReportScene.noon).waitsFor
                == "1 message is due, and no daemon is running; start one: usher run")
        #expect(
            status(isRunning: false, nextDue: soon).waitsFor
                == "The next message is due \(time), and no daemon is running; start one: usher run")
        #expect(
            status(overdue: 7, nextDue: ReportScene.noon, pauses: [Self.relay]).waitsFor
                == "Nothing is sent while the relay is paused: wrong password")
    }

    @Test("Names a pause that ends by itself with its end")
    func pauses() {
        let domain = Pause(
            scope: .domain("mail.example"), reason: .refusesSender, since: ReportScene.noon,
            until: ReportScene.noon.adding(seconds: 900))
        #expect(
            status(pauses: [domain, Self.relay]).pauses.map(\.text) == [
                "mail.example: it refuses the sender; until Mon 2026-11-23 12:15 Europe/Berlin (2026-11-23 11:15 UTC)",
                "relay: wrong password; go on with: usher resume relay",
            ])
    }

    @Test("Says of two relays which of them waits")
    func streams() {
        let other = Pause(
            scope: .transactionalRelay, reason: .fault(.authRefused(nil), isInbox: false), since: ReportScene.noon)
        var settings = scene.plan.settings
        settings.transactional.smtp = SMTPSettings(host: "fast.example", port: 587)
        func status(_ pauses: [Pause], silent: Bool = false) -> HomeStatus {
            var facts = HomeStatus.Facts(
                home: "/shop", settings: settings, catalog: scene.plan.catalog, isRunning: true,
                totals: Totals(
                    contacts: 1, activeEnrollments: 0, byState: [:], overdue: 2, nextDue: ReportScene.noon,
                    suppressions: 0))
            facts.pauses = pauses
            facts.daemon = DaemonReport(process: 1, since: ReportScene.noon, mode: .live)
            if silent { facts.daemon?.transactionalRelayWaitsSince = ReportScene.noon }
            return HomeStatus(facts, now: ReportScene.noon)
        }
        #expect(
            status([Self.relay]).waitsFor
                == "Marketing waits while the relay is paused: wrong password; transactional mail goes on")
        let words =
            "it refused the login; check transactional.smtp.username and the password, then "
            + "usher resume transactional-relay"
        #expect(
            status([other]).waitsFor
                == "Transactional mail waits while its relay is paused: \(words); marketing goes on")
        #expect(
            status([Self.relay, other]).waitsFor == "Nothing is sent while both relays are paused: wrong password")
        #expect(
            status([other]).pauses.map(\.text) == [
                "transactional-relay: \(words); go on with: usher resume transactional-relay"
            ])
        #expect(status([], silent: true).waitsFor.contains("the relay of transactional mail has not answered since"))
        let domain = Pause(
            scope: .transactionalDomain("mail.example"), reason: .blocksUs, since: ReportScene.noon,
            until: ReportScene.noon.adding(seconds: 900))
        #expect(
            status([domain]).pauses.first?.text.hasPrefix("mail.example (transactional mail): it blocks our mail")
                == true
        )
        // A pause of a relay that there is not says nothing.
        #expect(settings.inForce([other], at: ReportScene.noon) == [other])
        #expect(scene.plan.settings.inForce([other, Self.relay], at: ReportScene.noon) == [Self.relay])
    }

    @Test("After a restore it says how to look, and how to go on")
    func restored() {
        let pause = Pause(
            scope: .relay, reason: .restored(from: "shop.tar", made: "2026-11-23T11:00:00Z"), since: ReportScene.noon)
        let lines = status(isRunning: false, pauses: [pause]).lines
        let paused = lines.firstIndex { $0.hasPrefix("paused     relay: restored from shop.tar") }
        #expect(paused.map { lines[$0].hasSuffix("go on with: usher resume relay") } == true, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("look       usher queue list --due") }, "\(lines)")
        // The backup's moment is on the shop's clock, like every other time.
        let made = "made Mon 2026-11-23 12:00 Europe/Berlin (2026-11-23 11:00 UTC);"
        #expect(paused.map { lines[$0].contains(made) } == true, "\(lines)")
        #expect(!status(pauses: [Self.relay]).lines.contains { $0.hasPrefix("look") })
    }

    @Test("Counts every state, also those with nothing in them, so that the numbers add up")
    func states() {
        let status = status(states: [.sent: 12])
        #expect(Set(status.deliveries.keys) == Set(DeliveryState.allCases.map(\.rawValue)))
        #expect(status.deliveries.values.reduce(0, +) == 12)
    }
}
