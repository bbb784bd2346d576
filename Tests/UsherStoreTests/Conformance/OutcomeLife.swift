import TestSupport

@testable import UsherCore

/// A journey's life in which messages also come back, are complained about, and are a way to say no.
struct OutcomeLife {
    var journey: JourneyLife
    private var random: SeededGenerator

    var shop: JourneyShop { journey.shop }
    private var scene: Scene { shop.scene }

    init(_ journey: JourneyLife, seed: UInt64) {
        self.journey = journey
        random = SeededGenerator(seed: seed &+ 99)
    }

    mutating func step() throws {
        try journey.step()
        guard Int.random(in: 0..<10, using: &random) == 0 else { return }
        let youngest = journey.youngest
        let sent = try scene.store.deliveries(DeliveryFilter(limit: 100_000)).filter { row in
            row.state == .sent && (youngest.map { scene.now.since(row.settledAt ?? scene.now) <= $0 } ?? true)
        }
        guard let row = sent.randomElement(using: &random) else { return }
        // The key is the seed's, so that two lives of one seed are the same.
        var mail = scene.mail(.complaint, of: row.id)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: mail.key = key()
        case 1:
            mail = scene.report(row.id, .hard, proof: true)
            mail.key = key()
        default:
            let choice: UnsubscribeRequest.Choice = Bool.random(using: &random) ? .all : .campaign
            _ = try scene.store.unsubscribe(
                [UnsubscribeRequest(contact: row.contact, delivery: row.id, choice: choice, basis: "one-click")],
                now: scene.now)
            return
        }
        try scene.take(mail)
    }

    private mutating func key() -> [UInt8] { (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) } }
}
