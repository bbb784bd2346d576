import Foundation
import UsherCore
import UsherHome
import UsherReports

extension OpenHome {
    /// The sentences that everybody should know about this home right now: the mode, whether anything sends, and what
    /// holds it up. `campaign`: the one that somebody just asked for.
    package func situation(of campaign: CampaignID? = nil) -> [String] {
        var lines = [modeLine]
        if !isDaemonRunning {
            lines.append(
                "no daemon is running here; nothing is sent until one is: " + ServiceHome.start(folders.home))
            let isThere = FileManager.default.fileExists(atPath: "\(ServiceHome.path)/config/usher.yaml")
            if let other = ServiceHome.elsewhere(from: folders.home, isThere: isThere) { lines.append(other) }
        }
        lines += daemonLines
        let pauses = (try? pauses()) ?? []
        for stream in settings.streams {
            guard let pause = pauses.first(where: { $0.scope == stream.relay }) else { continue }
            let name = stream == .transactional ? PauseScope.transactionalRelayName : PauseScope.relayName
            lines.append("\(stream.relayWords) is paused: \(pause.words); go on with: usher resume \(name)")
        }
        if let campaign, let pause = pauses.first(where: { $0.scope == .campaign(campaign) }) {
            let name = plan.catalog.campaignName(campaign) ?? "the campaign"
            lines.append(
                "\(name) is paused: \(pause.words); go on with: "
                    + ShellWord.command("usher resume", [name]))
        }
        if let wrong = wrongFiles { lines.append("files: \(wrong)") }
        return lines
    }

    /// The sentences of the daemon about itself that concern whoever waits for a message: its mode is another one than
    /// the files', nothing can be recorded, the relay does not answer. Empty while all is well, and while no daemon
    /// runs.
    package var daemonLines: [String] {
        guard let daemon else { return [] }
        let clock = settings.clock
        return [modeMismatch?.sentence(clock: clock), daemon.obstacle(clock: clock)].compactMap(\.self)
    }

    private var modeMismatch: ModeMismatch? {
        otherModeInFiles.map { ModeMismatch(home: folders.home, files: $0, daemon: settings.mode) }
    }

    /// The sentence about a first start in live mode: in the place of a folder that is not mounted, it would remember
    /// nobody. Nil at any other opening.
    package var firstStart: String? {
        guard isNew, settings.mode == .live else { return nil }
        return "a first start: new keys and an empty database were made in \(folders.state); "
            + "if people are known already, stop here, and look whether that folder is the right one, and mounted"
    }

    /// The line that says which of the two databases was asked, and where its messages go.
    package var modeLine: String {
        switch settings.mode {
        case .rehearsal: "mode: rehearsal; messages go to the inbox on this machine: usher inbox list"
        case .live:
            "mode: live; messages go to \(settings.smtp?.name ?? "no relay")"
                + (settings.transactional.smtp.map { ", transactional mail to \($0.name)" } ?? "")
        }
    }

    /// The pauses in force; one that is over stays on disk until the daemon next looks.
    package func pauses() throws(StoreError) -> [Pause] {
        settings.inForce(try store.pauses(), at: clock.now())
    }

    /// The sentence after an import, which sends nothing.
    package var importSituation: String {
        switch settings.mode {
        case .rehearsal: "mode: rehearsal, with a database of its own; import again when you go live"
        case .live: "mode: live"
        }
    }

    /// The sentence about files that are wrong; nil when nothing is.
    private var wrongFiles: String? {
        guard !problems.isEmpty else { return nil }
        let serving = isDaemonRunning ? "the last good ones serve" : "no daemon starts with them"
        // How many there are is what check finds, which looks at more than this did.
        return "they have errors, and \(serving); see: usher check"
    }

    /// Everything about one address: a contact, or one that is only suppressed. Throws `UnknownName.contact` for any
    /// other.
    package func story(of text: String) throws -> ContactStory {
        let address = try address(text)
        let now = clock.now()
        guard let contact = try store.contact(address.key) else {
            let standing = try store.standing(address.key, now: now)
            guard !standing.suppressions.isEmpty else { throw UnknownName.contact(address) }
            return ContactStory(stranger: address, standing: standing, plan: plan)
        }
        var facts = try ContactStory.Facts(of: contact, store: store, now: now)
        facts.pauses = try pauses()
        facts.isDaemonRunning = isDaemonRunning
        let reader = settings.clock(of: contact.zone)
        facts.obstacle = daemon?.obstacle(clock: reader, of: settings.stream(of: .marketing))
        facts.transactionalObstacle = daemon?.obstacle(clock: reader, of: settings.stream(of: .transactional))
        return ContactStory(facts, plan: plan, now: now)
    }

    package func status() throws -> HomeStatus {
        let now = clock.now()
        var facts = try HomeStatus.Facts(
            home: folders.home, plan: plan, store: store, isRunning: isDaemonRunning, now: now)
        let shop = settings.clock
        facts.daemon = daemon
        facts.files = modeMismatch?.sentence(clock: shop) ?? wrongFiles ?? (isDaemonRunning ? daemon?.files : nil)
        facts.published = settings.published.map {
            HomeStatus.Published($0, isListening: ListenCheck.isServed($0.listen))
        }
        facts.database = HomeStatus.Database(
            octets: store.size, log: store.logSize, rows: try store.growth(), daily: try Growth.read(store)?.daily,
            keep: settings.keep)
        return HomeStatus(facts, now: now)
    }

    /// The clock of the contact that a delivery is for.
    package func clock(of row: DeliveryRow) throws(StoreError) -> ZoneClock {
        let contact = try store.contact(row.contact)
        return settings.clock(of: contact?.zone)
    }
}
