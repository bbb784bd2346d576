import UsherComposing
import UsherCore
import UsherDashboard
import UsherReports
import UsherStore
import UsherSupport

/// The facts that the dashboard shows, asked of the files in force and of what the daemon says of itself, as commands
/// ask them.
struct DashboardFacts: Sendable {
    let home: String
    let store: SQLiteStore
    let editions: EditionBox
    let clock: any CalendarClock
    /// What this daemon writes down of itself; nil where it has written nothing.
    let report: @Sendable () -> DaemonReport?
    /// Carries out acts for whoever may act.
    let operating: DashboardOperating

    var people: DashboardContacts {
        DashboardContacts(
            contact: { try store.contact($0) },
            find: { text, limit in try store.contacts(beginning: text, limit: limit) },
            story: story(of:),
            file: { contact in
                try ContactFile(contact, store: store, plan: editions.edition.plan, now: clock.now()).json()
            }, noes: noes(to:))
    }

    private func story(of id: ContactID) throws -> ContactStory? {
        guard let contact = try store.contact(id) else { return nil }
        let (now, plan) = (clock.now(), editions.edition.plan)
        let settings = plan.settings
        var facts = try ContactStory.Facts(
            of: contact, store: store, now: now, newest: ContactPage.mostRead)
        facts.pauses = settings.inForce(try store.pauses(), at: now)
        let reader = settings.clock(of: contact.zone)
        let daemon = report()
        facts.obstacle = daemon?.obstacle(clock: reader, of: settings.stream(of: .marketing))
        facts.transactionalObstacle = daemon?.obstacle(clock: reader, of: settings.stream(of: .transactional))
        return ContactStory(facts, plan: plan, now: now)
    }

    /// The sentences on why a whole address is not mailed that is no contact's; empty for what is no address.
    private func noes(to text: String) throws -> [String] {
        guard let address = try? EmailAddress(text) else { return [] }
        return ContactStory.noes(
            to: address, standing: try store.standing(address.key, now: clock.now()), plan: editions.edition.plan)
    }

    // MARK: Operations

    var operations: DashboardOperations {
        DashboardOperations(
            status: status,
            deliveries: { filter in
                let plan = editions.edition.plan
                return try store.deliveries(filter).map { row in
                    (DeliveryLine(row, plan: plan), row.address == nil ? nil : row.contact)
                }
            },
            whyInVain: operating.whyInVain,
            returned: { filter in
                let plan = editions.edition.plan
                return try store.returned(filter).map { ReturnedLine($0, plan: plan) }
            },
            relays: relays, domains: domains, campaigns: { operating.campaigns }, failures: operating.failures,
            pausable: { operating.pausable }, carryOut: operating.carryOut)
    }

    private func relays() throws -> [RelayState] {
        let settings = editions.edition.plan.settings
        let (pauses, daemon) = (settings.inForce(try store.pauses(), at: clock.now()), report())
        return settings.streams.map { stream in
            let since = stream == .transactional ? daemon?.transactionalRelayWaitsSince : daemon?.relayWaitsSince
            return RelayState(
                name: stream.relayWords, server: settings.mode == .live ? settings.of(stream: stream).smtp?.name : nil,
                silentSince: since?.iso8601,
                pause: pauses.first { $0.scope == stream.relay }?.words)
        }
    }

    private func domains() throws -> [DomainState] {
        let (settings, now) = (editions.edition.plan.settings, clock.now())
        return DomainState.all(
            pauses: settings.inForce(try store.pauses(), at: now), limits: settings.limits.domains,
            refused: try store.deliveries(
                DeliveryFilter(states: [.failed, .bounced], limit: DomainState.mostLooked)), now: now)
    }

    /// The status of this daemon, by its own word.
    private func status() throws -> HomeStatus {
        let now = clock.now()
        var facts = try HomeStatus.Facts(
            home: home, plan: editions.edition.plan, store: store, isRunning: true, now: now)
        facts.daemon = report()
        facts.files = facts.daemon?.files
        return HomeStatus(facts, now: now)
    }
}
