import UsherCore
import UsherSupport
import UsherTemplates

/// `/review/TOKEN`: a page that asks for a score and changes nothing, however often it is fetched; its button's POST
/// takes the score, once. Each enrollment is asked for one, and a second POST says what was taken first.
///
/// A review is the event that the campaign was made for (its `done_when`), with the data `score`, `text` and
/// `permission` (yes or no) and a key of the enrollment's number. What a low score leads to stands in `journey.yaml`:
/// it goes to a human, and the person is not asked to say it to everybody.
package actor ReviewRoutes: WebRoutes {
    /// The one door of events, for the event of a name and a key that the owner of an address did. Durable when it
    /// returns; throws `Refusal.impossible` where the files do not let it be.
    package typealias Record =
        @Sendable (_ event: String, _ key: String, _ address: String, _ data: [String: String]) throws -> Void

    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let house: WebHouse
    private let reader: any StoreGate
    private let store: any Store
    private let record: Record

    package init(
        _ house: WebHouse, reader: any StoreGate, store: any Store, record: @escaping Record
    ) {
        lane = house.lanes.lane("usher.reviews")
        self.house = house
        self.reader = reader
        self.store = store
        self.record = record
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/review/{token}") { try await self.show($0) })
        table.add(.post("/review/{token}") { try await self.take($0) })
    }

    /// A score that a link brought along is only marked.
    private func show(_ request: WebRequest) throws -> Answer {
        let asked = try asked(request, house.plan())
        let chosen = request.query["score"].flatMap(Int.init)
        let scores = ReviewForm.scores.map {
            TemplateValue.object(["value": .text("\($0)"), "is_chosen": .flag($0 == chosen)])
        }
        return .page(Page(.review, language: asked.reviewer.language, values: .object(["scores": .list(scores)])))
    }

    private func take(_ request: WebRequest) throws -> Answer {
        let review = try ReviewForm(try request.form())
        let plan = house.plan()
        let asked = try asked(request, plan)
        if let score = try earlierScore(asked) { return thanks(asked, score, plan) }
        var data = ["score": "\(review.score)", "permission": review.mayBeShown ? "yes" : "no"]
        data["text"] = review.text
        try record(asked.event, asked.key, asked.reviewer.address, data)
        return thanks(asked, review.score, plan)
    }

    /// Whom a link asks, and for which event.
    private struct Asked {
        let reviewer: Reviewer
        let campaign: Campaign
        let event: String
        let key: String
    }

    private func asked(_ request: WebRequest, _ plan: Plan) throws -> Asked {
        guard case .review(let enrollment) = house.seal.token(url: request.variable),
            let reviewer = try reader.reviewer(enrollment),
            let campaign = plan.campaigns[reviewer.campaign], let event = campaign.doneWhen?.event
        else { throw WebRefusal.unknownLink }
        return Asked(reviewer: reviewer, campaign: campaign, event: event, key: "review-\(enrollment)")
    }

    /// A low score may be kept as another event; the key is the enrollment's in any case.
    private func earlierScore(_ asked: Asked) throws(StoreError) -> Int? {
        try store.events(of: asked.reviewer.contact).first { $0.key == asked.key }
            .flatMap { $0.data[LowScore.field] }.flatMap { Int($0) }
    }

    private func thanks(_ asked: Asked, _ score: Int, _ plan: Plan) -> Answer {
        let isLow = plan.journey.events[asked.event]?.lowScore.map { score <= $0.atMost } ?? false
        var values: [String: TemplateValue] = ["score": .text("\(score)"), "is_low": .flag(isLow)]
        if !isLow {
            let url = asked.campaign.link(settings: plan.settings)
            values["invitation"] = .object(["text": .text(asked.campaign.callToAction.text), "url": .text(url)])
        }
        return .page(Page(.reviewed, language: asked.reviewer.language, values: .object(values)))
    }
}
