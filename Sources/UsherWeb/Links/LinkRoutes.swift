import UsherCore
import UsherSupport

/// `/l/TOKEN`, `/c/CAMPAIGN` and `/r/CODE`: redirects to the shop's own addresses, never to one of the request, counted
/// without a cookie.
///
/// On a serial queue of its own and over a connection that waits for no writer; counting does not hold up the answer.
package actor LinkRoutes: WebRoutes {
    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let house: WebHouse
    private let reader: any StoreGate
    private let traffic: TrafficCounter
    private let address: @Sendable (Int, SentMessage) -> String?

    /// `address` says where a link of a message leads, by its number; nil where that cannot be told.
    package init(
        _ house: WebHouse, reader: any StoreGate, traffic: TrafficCounter,
        address: @escaping @Sendable (Int, SentMessage) -> String?
    ) {
        lane = house.lanes.lane("usher.links")
        self.house = house
        self.reader = reader
        self.traffic = traffic
        self.address = address
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/l/{token}") { .redirect(to: try await self.message($0)) })
        table.add(.get("/c/{campaign}") { .redirect(to: try await self.campaign($0)) })
        table.add(.get("/r/{code}") { .redirect(to: try await self.promoter($0)) })
    }

    /// Where the message is gone, or cannot be looked up, the link leads as near as can be told: to the campaign's call
    /// to action, to the shop.
    private func message(_ request: WebRequest) throws -> String {
        guard case .link(let delivery, let number) = house.seal.token(url: request.variable) else {
            throw WebRefusal.unknownLink
        }
        let message: SentMessage?
        do {
            message = try reader.message(delivery)
        } catch {
            guard let shop = house.plan().settings.shop.url else { throw error }
            return shop
        }
        if let message {
            let hit = LinkHit(
                delivery: delivery, number: number, isPeek: request.isPeek, at: house.now(), tick: lane.tick)
            traffic.note(hit, acceptedAt: message.acceptedAt)
            if let found = address(Int(number), message) { return found }
        }
        guard let shop = house.plan().settings.shop.url else { throw WebRefusal.unknownLink }
        return shop
    }

    private func campaign(_ request: WebRequest) throws(WebRefusal) -> String {
        guard let (id, address) = house.plan().entrance(named: request.variable) else { throw .unknownLink }
        traffic.note(Traffic(visits: [.init(campaign: id, day: house.now().utcDay, visitor: request.visitor): 1]))
        return address
    }

    private func promoter(_ request: WebRequest) throws -> String {
        let code = PromoterCode.read(request.variable)
        let plan = house.plan()
        guard let promoter = try reader.promoter(code: code), let address = PromoterCode.landing(code, plan: plan)
        else { throw WebRefusal.unknownLink }
        let (day, visitor) = (house.now().utcDay, request.visitor)
        var seen = Traffic(introductions: [.init(promoter: promoter, day: day, visitor: visitor): 1])
        if let campaign = plan.asking.flatMap({ plan.catalog.campaigns[$0.name] }) {
            seen.visits[.init(campaign: campaign, day: day, visitor: visitor)] = 1
        }
        traffic.note(seen)
        return address
    }
}

extension WebRequest {
    fileprivate var visitor: Visitor { isPeek ? .scanner : .person }
}
