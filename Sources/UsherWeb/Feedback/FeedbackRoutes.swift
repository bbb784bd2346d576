import HTTPTypes
import UsherCore
import UsherSupport

/// `/v1/feedback/PROVIDER`: what a provider posts about messages that it delivered, or could not. Each proves who it is
/// by what it offers, and is answered with 200 once everything in it is on disk.
///
/// | The post | Answer |
/// | --- | --- |
/// | is in order, whatever is in it | 200, and how many reports were recorded |
/// | is of a provider that is not set up, or not proved | 403 |
/// | is of no provider that there is | 404 |
/// | is no JSON; is not called so, or text, as SNS calls it | 400; 415 |
/// | is larger than `FeedbackPost.longest` | 413 |
/// | comes while `mostOfProvider` others of that provider are read, or `mostOfNetwork` of them from there; or the database takes nothing | 503 |
package actor FeedbackRoutes: WebRoutes {
    /// Whether a post may go on, by its head. Throws what refuses it.
    package typealias Admit = @Sendable (FeedbackPost) throws -> Void
    /// Takes a post whole; what it returns is on disk. Runs on the lane.
    package typealias Take = nonisolated(nonsending) @Sendable (FeedbackPost, any Lane) async throws -> FeedbackTally

    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let admitted: Admit
    private let take: Take
    private let seats = Seats<FeedbackProvider>(FeedbackRoutes.mostOfProvider)
    private let shares = Seats<Share>(FeedbackRoutes.mostOfNetwork)

    /// Bodies that are held at once: nobody has proved anything before they are read. So one network does not take all
    /// that a provider has, nor one provider what another has.
    static let (mostOfProvider, mostOfNetwork) = (12, 4)

    private struct Share: Hashable {
        var provider: FeedbackProvider
        var network: ClientNetwork
    }

    package init(_ house: WebHouse, admit: @escaping Admit, take: @escaping Take) {
        lane = house.lanes.lane("usher.feedback")
        admitted = admit
        self.take = take
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.post("/v1/feedback/{provider}", voice: .json, admit: { try await self.admit($0) }))
    }

    func admit(_ head: WebRequest) throws -> RouteAdmission {
        guard let provider = FeedbackProvider(rawValue: head.variable) else { throw WebRefusal.notFound }
        let post = FeedbackPost(
            provider, authorization: head.headers[values: .authorization],
            signature: Self.field("X-Twilio-Email-Event-Webhook-Signature", of: head),
            timestamp: Self.field("X-Twilio-Email-Event-Webhook-Timestamp", of: head))
        try admitted(post)
        let type = head.mediaType
        guard type == "application/json" || provider == .ses && type == "text/plain" else {
            throw WebRefusal.unsupportedType(reads: "application/json")
        }
        // Behind a proxy that does not say for whom it asks, all are of one network.
        let share = head.network == .local ? nil : shares.take(Share(provider: provider, network: head.network))
        guard head.network == .local || share != nil, let seat = seats.take(provider) else {
            throw WebRefusal.later(retryAfter: 5)
        }
        return RouteAdmission(bodyLimit: FeedbackPost.longest) { request in
            defer { withExtendedLifetime((seat, share)) {} }
            var post = post
            post.body = request.body
            return try await self.answer(post)
        }
    }

    private func answer(_ post: FeedbackPost) async throws -> Answer {
        let tally = try await take(post, lane)
        return .json(try SortedJSON.octets(of: tally) + [UInt8(ascii: "\n")])
    }

    private static func field(_ name: String, of head: WebRequest) -> String? {
        HTTPField.Name(name).flatMap { head.headers[values: $0].first }
    }
}
