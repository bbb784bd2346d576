import UsherCore
import UsherMail
import UsherSupport
import UsherWeb

/// Says where links lead, on a serial queue of its own and over a connection that waits for no writer; hands every hit to the traffic desk.
package actor LinkDesk: LinkAnswering {
    private let executor = QueueExecutor(label: "usher.links")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let reader: any LinkReader
    private let press: MessagePress
    private let sources: @Sendable (RevisionHash) throws(StoreError) -> MessageSources?
    private let traffic: TrafficDesk
    private let clock: any CalendarClock
    private let editions: EditionBox
    private var edition: Edition { editions.edition }

    /// `sources` says what a revision that is not in `edition` was made from.
    package init(
        reader: any LinkReader, editions: EditionBox, press: MessagePress, traffic: TrafficDesk,
        clock: any CalendarClock,
        sources: @escaping @Sendable (RevisionHash) throws(StoreError) -> MessageSources?
    ) {
        self.reader = reader
        self.editions = editions
        self.press = press
        self.traffic = traffic
        self.clock = clock
        self.sources = sources
    }

    /// Where the message is gone, or cannot be looked up, the link leads as near as can be told: to the campaign's call to action, to the shop.
    package func message(token: String, isPeek: Bool) throws -> String? {
        guard case .link(let delivery, let number) = press.composer.seal.token(url: token) else { return nil }
        let message: SentMessage?
        do {
            message = try reader.message(delivery)
        } catch {
            guard let shop = edition.plan.settings.shop.url else { throw error }
            return shop
        }
        if message != nil {
            let hit = LinkHit(
                delivery: delivery, number: number, isPeek: isPeek, at: clock.now(), tick: MonotonicTick.now())
            traffic.note(hit, acceptedAt: message?.acceptedAt)
        }
        return message.flatMap { address(of: Int(number), in: $0) } ?? edition.plan.settings.shop.url
    }

    package func campaign(named name: String, isPeek: Bool) -> String? {
        guard let (id, address) = edition.plan.entrance(named: name) else { return nil }
        let visit = Traffic.Visit(campaign: id, day: clock.now().utcDay, visitor: isPeek ? .scanner : .person)
        traffic.note(Traffic(visits: [visit: 1]))
        return address
    }

    package func promoter(code text: String, isPeek: Bool) throws -> String? {
        let code = PromoterCode.read(text)
        guard let promoter = try reader.promoter(code: code),
            let address = PromoterCode.landing(code, plan: edition.plan)
        else { return nil }
        let (day, visitor) = (clock.now().utcDay, isPeek ? Visitor.scanner : .person)
        var traffic = Traffic(introductions: [.init(promoter: promoter, day: day, visitor: visitor): 1])
        if let campaign = edition.plan.asking.flatMap({ edition.plan.catalog.campaigns[$0.name] }) {
            traffic.visits[.init(campaign: campaign, day: day, visitor: visitor)] = 1
        }
        self.traffic.note(traffic)
        return address
    }

    private func address(of number: Int, in message: SentMessage) -> String? {
        if let prepared = message.revision.flatMap(prepared) {
            let values = message.inputs.flatMap { try? TemplateValue(json: $0) } ?? .object([:])
            if let found = try? prepared.template.address(ofLink: number, values), !found.isEmpty { return found }
            if let url = prepared.sources.campaign?.callToAction.url { return url }
        }
        return message.campaign.flatMap { edition.plan.campaigns[$0]?.link(settings: edition.plan.settings) }
    }

    private func prepared(_ hash: RevisionHash) -> PreparedMessage? {
        if let prepared = edition.prepared(hash) ?? press.prepared(hash) { return prepared }
        return (try? sources(hash)).flatMap { try? press.prepare($0) }
    }
}
