import UsherCore

/// A mail that came back, for `usher receive list` and `show`, as a line and as JSON.
package struct ReturnedLine: Hashable, Sendable, Encodable {
    package let id: Int64
    package let at: String
    package let kind: ReturnedReport.Kind
    package let effect: ReturnEffect
    package let delivery: Int64?
    package let address: String?
    package let campaign: String?
    package let step: String?
    package let status: String?
    package let said: String
    package let summary: String
    private let moment: Timestamp

    private enum CodingKeys: String, CodingKey {
        case id, at, kind, effect, delivery, address, campaign, step, status, said, summary
    }

    package init(_ row: ReturnedRow, plan: Plan) {
        id = row.id.value
        moment = row.at
        at = row.at.iso8601
        kind = row.kind
        effect = row.effect
        delivery = row.delivery?.value
        address = row.address
        campaign = row.campaign.flatMap { plan.catalog.campaignName($0) }
        step = row.campaign.flatMap { campaign in row.step.flatMap { plan.catalog.stepName($0, in: campaign) } }
        status = row.status
        said = row.said
        summary = row.summary
    }

    package static let heading = ["id", "came", "effect", "about"]

    package var cells: [String] {
        let about = address ?? (delivery == nil ? "nobody known" : "somebody who was erased")
        let step = step.map { ", \(campaign ?? "")/\($0)" } ?? ""
        return ["\(id)", at, effect.rawValue, "\(about)\(step): \(summary)"]
    }

    package func details(clock: ZoneClock) -> [String] {
        var lines = ["\(id): \(kind.rawValue), on \(Wording.time(moment, clock: clock))", "Says: \(summary)"]
        if !said.isEmpty { lines.append("In the words of a server: \(said)") }
        if let address { lines.append("About: \(address)") }
        if let delivery { lines.append("About delivery \(delivery): usher queue show \(delivery)") }
        if address == nil, delivery == nil {
            lines.append("It is tied to no message of this database, and changed nobody.")
        }
        lines.append("Effect: \(effect == .none ? "nothing followed from it" : effect.words)")
        return lines
    }
}

/// The number of messages of a campaign's step that came back from one recipient domain.
package struct ReturnedTotal: Hashable, Sendable, Encodable {
    package let campaign: String
    package let step: String
    package let domain: String
    package let effect: ReturnEffect
    package let count: Int

    package init(_ count: ReturnedCount, plan: Plan) {
        campaign = count.campaign.map { plan.catalog.campaignName($0) ?? "campaign \($0)" } ?? "(notices)"
        step =
            count.campaign.flatMap { campaign in count.step.flatMap { plan.catalog.stepName($0, in: campaign) } } ?? "-"
        domain = count.domain
        effect = count.effect
        self.count = count.count
    }

    package static let heading = ["count", "effect", "message, recipient domain"]

    package var cells: [String] {
        ["\(count)", effect.rawValue, "\(campaign)/\(step), \(domain.isEmpty ? "?" : domain)"]
    }
}
