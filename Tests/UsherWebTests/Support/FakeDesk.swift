import Synchronization
import Testing
import UsherCore
import UsherMail

@testable import UsherWeb

/// The unsubscribe links over a store that knows one of them, and keeps what it was asked to do.
final class FakeDesk: UnsubscribingStore {
    private static let now = Timestamp(seconds: 1_795_431_600)
    private static let known = ContactID(1)
    private static let seal = SigningKey(id: 1, createdAt: now, secret: Array(repeating: 7, count: 32))
        .flatMap { try? Keyring(keys: [$0]) }.map { TokenSeal(keyring: $0, databaseID: "test") }
    static let token = seal?.url(.unsubscribe(known, DeliveryID(1)), at: now) ?? "none"
    /// Nobody's.
    static let probe = seal?.url(.probe(now), at: now) ?? "none"

    private let asked = Mutex<[String]>([])
    private let failure: StoreError?

    init(failure: StoreError? = nil) { self.failure = failure }

    var choices: [String] { asked.withLock { $0 } }

    var routes: UnsubscribingRoutes { get throws { UnsubscribingRoutes(try Self.house, store: self) } }

    /// With one campaign.
    static var house: WebHouse {
        get throws {
            let welcome = Campaign(
                name: "welcome", title: "Welcome", moves: Move(from: .subscribe, to: .convert),
                callToAction: CallToAction(text: "Look", url: "https://shop.example"))
            let plan = Plan(
                settings: Settings(sender: Mailbox(name: "Shop", address: "shop@example.org")),
                campaigns: [welcome], catalog: Catalog(campaigns: ["welcome": CampaignID(1)]))
            return WebHouse(seal: try #require(Self.seal), plan: { plan }, now: { Self.now })
        }
    }

    func unsubscribeFacts(
        _ contact: ContactID, delivery: DeliveryID, now: Timestamp
    ) throws(StoreError) -> UnsubscribeFacts {
        UnsubscribeFacts(address: "ada@example.org", language: "de", campaign: CampaignID(1))
    }

    func unsubscribe(_ requests: [UnsubscribeRequest], now: Timestamp) throws(StoreError) -> [UnsubscribeAnswer] {
        if let failure { throw failure }
        var answers: [UnsubscribeAnswer] = []
        for request in requests {
            let facts = try unsubscribeFacts(request.contact, delivery: request.delivery, now: now)
            let (word, holds): (String, UnsubscribeAnswer.Holds) =
                switch request.choice {
                case .all: ("all", .all)
                case .campaign: ("campaign", .campaign(CampaignID(1)))
                case .pause(let until): ("pause", .pause(until: until))
                }
            asked.withLock { $0.append("\(word) by \(request.basis)") }
            answers.append(UnsubscribeAnswer(holds: holds, facts: facts))
        }
        return answers
    }
}
