/// The hits that came through links since the last time, added up: what the store counts in one transaction.
package struct Traffic: Hashable, Sendable {
    /// A tracked link of one message.
    package struct Click: Hashable, Sendable {
        package var delivery: DeliveryID
        package var number: UInt32
        package var visitor: Visitor

        package init(delivery: DeliveryID, number: UInt32, visitor: Visitor) {
            self.delivery = delivery
            self.number = number
            self.visitor = visitor
        }
    }

    /// A campaign's link, on one UTC day: `2026-11-22`.
    package struct Visit: Hashable, Sendable {
        package var campaign: CampaignID
        package var day: String
        package var visitor: Visitor

        package init(campaign: CampaignID, day: String, visitor: Visitor) {
            self.campaign = campaign
            self.day = day
            self.visitor = visitor
        }
    }

    /// A promoter's link, on one UTC day.
    package struct Introduction: Hashable, Sendable {
        package var promoter: ContactID
        package var day: String
        package var visitor: Visitor

        package init(promoter: ContactID, day: String, visitor: Visitor) {
            self.promoter = promoter
            self.day = day
            self.visitor = visitor
        }
    }

    package var clicks: [Click: Int]
    package var visits: [Visit: Int]
    package var introductions: [Introduction: Int]

    package init(
        clicks: [Click: Int] = [:], visits: [Visit: Int] = [:], introductions: [Introduction: Int] = [:]
    ) {
        self.clicks = clicks
        self.visits = visits
        self.introductions = introductions
    }

    package var isEmpty: Bool { clicks.isEmpty && visits.isEmpty && introductions.isEmpty }

    package mutating func add(_ other: Traffic) {
        clicks.merge(other.clicks, uniquingKeysWith: +)
        visits.merge(other.visits, uniquingKeysWith: +)
        introductions.merge(other.introductions, uniquingKeysWith: +)
    }
}
