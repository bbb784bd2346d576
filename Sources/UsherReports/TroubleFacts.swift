import UsherCore

/// What is wrong with a daemon and its home, for whoever is to be told.
///
/// | Subject | Trouble | Told after |
/// | --- | --- | --- |
/// | `relay`, `transactional-relay`, `campaign NAME` | paused, by nobody's hand, for more than ten minutes | at once |
/// | `complaints NAME` | more than one in a thousand people complain about its e-mails: a campaign's, or a relay's | at once |
/// | `database` | nothing can be recorded, so nothing is sent | a minute |
/// | `relay answers`, `transactional-relay answers` | the relay does not, though messages are due; or no attempt reaches it | ten minutes |
/// | `files` | edited files do not serve | ten minutes |
/// | `housekeeping` | the daemon's chores cannot be done | ten minutes |
/// | `disk` | too full to send; or nearly: less than 1 GiB and a twentieth | at once |
/// | a chore's name: `erasure`, `keys` | the daemon cannot do it | ten minutes |
/// | `backup` | the last one is older than 26 hours, or none was made in so long | at once |
/// | `certificate` | of the public address: ends within two weeks, or is not valid | at once |
package struct TroubleFacts: Sendable {
    package var pauses: [Pause] = []
    package var warnings: [ComplaintWarning] = []
    package var catalog: Catalog
    package var report: DaemonReport?
    package var room: DiskRoom?
    /// The moment of the last backup; nil where none was ever made.
    package var lastBackup: Timestamp?
    /// The moment since which a backup is waited for; nil where nobody is to be told of backups.
    package var backupsSince: Timestamp?
    package var publicURL: String?
    package var certificateEnd: Timestamp?
    /// Why the public address's certificate is not valid; nil where it is.
    package var certificateFault: String?
    package var clock: ZoneClock

    package init(catalog: Catalog, clock: ZoneClock) {
        self.catalog = catalog
        self.clock = clock
    }

    private static let minute: Int64 = 60_000
    private static let backupAge: Int64 = 26 * 3_600_000
    private static let certificateRest: Int64 = 14 * 86_400_000

    package func troubles(now: Timestamp) -> [Trouble] {
        pauses.compactMap { pause(of: $0, now) } + complaints + daemon(now) + disk + backup(now) + certificate(now)
    }

    private func pause(of pause: Pause, _ now: Timestamp) -> Trouble? {
        if case .byHand = pause.reason { return nil }
        guard pause.isInForce(at: now), pause.until.map({ $0.since(now) > 10 * Self.minute }) ?? true else {
            return nil
        }
        let subject: String
        switch pause.scope {
        case .relay: subject = PauseScope.relayName
        case .transactionalRelay: subject = PauseScope.transactionalRelayName
        case .campaign(let id): subject = "campaign \(catalog.campaignName(id) ?? id.description)"
        case .domain, .transactionalDomain, .warmUp: return nil
        }
        return Trouble(subject, "paused: \(PauseLine(pause, catalog: catalog, clock: clock).text)")
    }

    /// The troubles with complaints: for each campaign that of its last day, and for transactional mail's own relay.
    private var complaints: [Trouble] {
        let last = Dictionary(warnings.map { ($0.subject, $0) }) { $0.day < $1.day ? $1 : $0 }
        return last.values.map { warning in
            let name = warning.name(in: catalog) ?? "of a campaign that is gone"
            let advice =
                warning.subject == .transactional
                ? "look at who gives you these addresses" : "look at what it promised, and to whom it goes"
            return Trouble("complaints \(name)", "\(warning.words); \(advice)")
        }.sorted { $0.subject < $1.subject }
    }

    private func daemon(_ now: Timestamp) -> [Trouble] {
        guard let report else { return [] }
        var troubles: [Trouble] = []
        if let still = report.still {
            let since = Wording.time(still.since, clock: clock)
            troubles.append(
                Trouble(
                    "database", "nothing is sent since \(since), because nothing can be recorded: \(still.why)",
                    patience: Self.minute))
        }
        troubles += [
            relay(.marketing, waits: report.relayWaitsSince, fails: report.relayFailsSince, now),
            relay(
                .transactional, waits: report.transactionalRelayWaitsSince,
                fails: report.transactionalRelayFailsSince, now),
        ].compactMap { $0 }
        if let files = report.files {
            troubles.append(Trouble("files", "\(files); look with: usher check", patience: 10 * Self.minute))
        }
        if let why = report.housekeeping {
            troubles.append(
                Trouble("housekeeping", "the daemon's chores cannot be done: \(why)", patience: 10 * Self.minute))
        }
        for (name, why) in (report.chores ?? [:]).sorted(by: { $0.key < $1.key }) {
            troubles.append(Trouble(name, why, patience: 10 * Self.minute))
        }
        return troubles
    }

    /// A relay that does not answer. Each attempt that fails ends in a pause of minutes; together they are one trouble.
    private func relay(_ stream: MailStream, waits: Timestamp?, fails: Timestamp?, _ now: Timestamp) -> Trouble? {
        let name = stream == .transactional ? PauseScope.transactionalRelayName : PauseScope.relayName
        if let fails, now.since(fails) >= 10 * Self.minute {
            let since = Wording.time(fails, clock: clock)
            return Trouble(
                "\(name) answers",
                "each attempt to reach \(stream.relayWords) has failed since \(since); it is tried until one does not; "
                    + "look at: usher doctor")
        }
        guard let waits else { return nil }
        let since = Wording.time(waits, clock: clock)
        return Trouble(
            "\(name) answers", "\(stream.relayWords) has not answered since \(since); it is tried until it does",
            patience: 10 * Self.minute)
    }

    private var disk: [Trouble] {
        guard let room else { return [] }
        if let shortage = room.shortage { return [Trouble("disk", "the database: \(shortage)")] }
        guard room.free < 1 << 30, room.free < room.total / 20 else { return [] }
        return [
            Trouble(
                "disk",
                "the database's disk is nearly full: \(DiskRoom.words(room.free)) of "
                    + "\(DiskRoom.words(room.total)) are left; make room")
        ]
    }

    private func backup(_ now: Timestamp) -> [Trouble] {
        guard let backupsSince, now.since(lastBackup ?? backupsSince) > Self.backupAge else { return [] }
        let found =
            lastBackup.map { "the last backup was made \(Wording.time($0, clock: clock))" }
            ?? "no backup was made since \(Wording.time(backupsSince, clock: clock)), when Usher began here"
        return [
            Trouble(
                "backup",
                "\(found); look at: systemctl status usher-backup.timer, and make one: usher backup; where another "
                    + "program sees to backups, write: alerts: { backup: no }")
        ]
    }

    private func certificate(_ now: Timestamp) -> [Trouble] {
        guard let publicURL else { return [] }
        if let certificateFault {
            return [
                Trouble("certificate", "the certificate of \(publicURL) is not valid: \(certificateFault); renew it")
            ]
        }
        guard let end = certificateEnd, end.since(now) < Self.certificateRest else { return [] }
        return [
            Trouble("certificate", "the certificate of \(publicURL) ends \(Wording.time(end, clock: clock)); renew it")
        ]
    }
}
