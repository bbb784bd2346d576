import TestSupport
import Testing
import UsherCore

@testable import UsherReports

@Suite("What is wrong with a daemon and its home")
struct TroubleFactsTests {
    private static let now = Timestamp(seconds: 1_795_000_000)

    private static func ago(_ minutes: Int64) -> Timestamp { now.adding(milliseconds: -minutes * 60_000) }

    private static func facts(_ change: (inout TroubleFacts) -> Void) -> TroubleFacts {
        var facts = TroubleFacts(catalog: Catalog(campaigns: ["thanks": CampaignID(1)]), clock: .utc)
        facts.report = DaemonReport(process: 1, since: now, mode: .live, seen: now)
        facts.room = DiskRoom(total: 100 << 30, free: 50 << 30, log: 0)
        facts.lastBackup = ago(60)
        facts.backupsSince = ago(60 * 24 * 365)
        facts.publicURL = "https://shop.example/mail"
        facts.certificateEnd = now.adding(milliseconds: 60 * 86_400_000)
        change(&facts)
        return facts
    }

    private static func pause(_ scope: PauseScope, _ reason: PauseReason, until: Timestamp? = nil) -> Pause {
        Pause(scope: scope, reason: reason, since: ago(1), until: until)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let facts: TroubleFacts
        let said: [String]

        init(_ name: String, _ said: String..., change: (inout TroubleFacts) -> Void) {
            testDescription = name
            facts = TroubleFactsTests.facts(change)
            self.said = said
        }
    }

    static let cases: [Case] = [
        Case("nothing") { _ in },
        Case(
            "the relay refuses the sender",
            "relay 0: paused: relay: it refuses the sender; go on with: usher resume relay"
        ) {
            $0.pauses = [pause(.relay, .refusesSender)]
        },
        Case("paused by hand") { $0.pauses = [pause(.relay, .byHand(words: "lunch"))] },
        Case("a pause of a moment") {
            $0.pauses = [pause(.relay, .slowerPace, until: now.adding(milliseconds: 60_000))]
        },
        Case(
            "a campaign",
            "campaign thanks 0: paused: thanks: 3 of its last 9 messages met an address that does not exist; look at where the list comes from; go on with: usher resume thanks"
        ) {
            $0.pauses = [pause(.campaign(CampaignID(1)), .badList(people: 3, of: 9))]
        },
        Case(
            "complaints on two days",
            "complaints thanks 0: complaints: 3 of 1500 sent on 2026-11-18, 0.20 %; above 0.10 % warns, above 0.30 % pauses it; look at what it promised, and to whom it goes"
        ) { facts in
            facts.warnings = [("2026-11-18", 3, 1500), ("2026-11-17", 2, 900)].compactMap { day, complained, accepted in
                CalendarDate(day).map {
                    ComplaintWarning(.campaign(CampaignID(1)), complained: complained, accepted: accepted, day: $0)
                }
            }
        },
        Case(
            "complaints about receipts",
            "complaints transactional-relay 0: complaints: 2 of 1500 sent on 2026-11-18, 0.13 %; above 0.10 % warns, above 0.30 % pauses it; look at who gives you these addresses"
        ) { facts in
            facts.warnings = ["2026-11-18"].compactMap { CalendarDate($0) }.map {
                ComplaintWarning(.transactional, complained: 2, accepted: 1500, day: $0)
            }
        },
        Case("a domain, and a day of warm-up") {
            $0.pauses = [pause(.domain("x.example"), .blocksUs), pause(.warmUp, .warmUpDay(1, most: 50))]
        },
        Case(
            "nothing can be recorded",
            "database 60000: nothing is sent since Wed 2026-11-18 11:06 UTC, because nothing can be recorded: the disk is full"
        ) {
            $0.report?.still = .init(why: "the disk is full", since: now)
        },
        Case(
            "the relay is silent",
            "relay answers 600000: the relay has not answered since Wed 2026-11-18 11:06 UTC; it is tried until it does"
        ) {
            $0.report?.relayWaitsSince = now
        },
        Case(
            "no attempt reaches the relay, and it pauses for minutes each time",
            "relay answers 0: each attempt to reach the relay has failed since Wed 2026-11-18 10:54 UTC; it is tried until one does not; look at: usher doctor"
        ) {
            let refused = PauseReason.fault(.connectionRefused, isInbox: false)
            $0.pauses = [pause(.relay, refused, until: now.adding(milliseconds: 240_000))]
            $0.report?.relayFailsSince = ago(12)
        },
        Case(
            "none reaches that of transactional mail",
            "transactional-relay answers 0: each attempt to reach the relay of transactional mail has failed since Wed 2026-11-18 10:54 UTC; it is tried until one does not; look at: usher doctor"
        ) {
            $0.report?.transactionalRelayFailsSince = ago(12)
        },
        Case("attempts that have failed for minutes") { $0.report?.relayFailsSince = ago(9) },
        Case("files are refused", "files 600000: two mistakes; look with: usher check") {
            $0.report?.files = "two mistakes"
        },
        Case("chores wait", "housekeeping 600000: the daemon's chores cannot be done: it is damaged") {
            $0.report?.housekeeping = "it is damaged"
        },
        Case(
            "the disk is full",
            "disk 0: the database: its disk has 1.0 MiB left, and sending needs 16.0 MiB, so that a no can always be recorded; make room"
        ) {
            $0.room = DiskRoom(total: 100 << 30, free: 1 << 20, log: 0)
        },
        Case(
            "the disk is nearly full",
            "disk 0: the database's disk is nearly full: 500.0 MiB of 102400.0 MiB are left; make room"
        ) {
            $0.room = DiskRoom(total: 100 << 30, free: 500 << 20, log: 0)
        },
        Case("a small disk with room") { $0.room = DiskRoom(total: 1 << 30, free: 500 << 20, log: 0) },
        Case(
            "chores that cannot be done, of one kind each",
            "erasure 600000: somebody's erasure is not finished: the inbox is gone",
            "keys 600000: keys.json is gone"
        ) {
            $0.report?.note("keys.json is gone", of: .keys)
            $0.report?.note("somebody's erasure is not finished: the inbox is gone", of: .erasure)
            $0.report?.note("a mail cannot be removed", of: .returnedMail)
            $0.report?.note(nil, of: .returnedMail)
        },
        Case("no backup was made yet, on the first day") { facts in
            facts.lastBackup = nil
            facts.backupsSince = ago(26 * 60)
        },
        Case(
            "no backup was ever made",
            "backup 0: no backup was made since Tue 2026-11-17 09:05 UTC, when Usher began here; look at: systemctl status usher-backup.timer, and make one: usher backup; where another program sees to backups, write: alerts: { backup: no }"
        ) { facts in
            facts.lastBackup = nil
            facts.backupsSince = ago(26 * 60 + 1)
        },
        Case("another program sees to backups") { facts in
            facts.lastBackup = ago(60 * 24 * 30)
            facts.backupsSince = nil
        },
        Case(
            "an old backup",
            "backup 0: the last backup was made Tue 2026-11-17 09:05 UTC; look at: systemctl status usher-backup.timer, and make one: usher backup; where another program sees to backups, write: alerts: { backup: no }"
        ) {
            $0.lastBackup = ago(26 * 60 + 1)
        },
        Case(
            "a certificate that ends",
            "certificate 0: the certificate of https://shop.example/mail ends Sat 2026-11-28 11:06 UTC; renew it"
        ) {
            $0.certificateEnd = now.adding(milliseconds: 10 * 86_400_000)
        },
        Case(
            "a certificate that is not valid",
            "certificate 0: the certificate of https://shop.example/mail is not valid: it is another's; renew it"
        ) {
            $0.certificateFault = "it is another's"
        },
        Case("no public address") { facts in
            facts.publicURL = nil
            facts.certificateEnd = now
        },
    ]

    @Test("one case each", arguments: cases)
    func troubles(_ one: Case) {
        let said = one.facts.troubles(now: Self.now).map { "\($0.subject) \($0.patience): \($0.sentence)" }
        #expect(said == one.said)
    }
}
