import Testing
import UsherCore

@Suite("A no beside what holds already")
struct SuppressionTests {
    private func held(
        _ scope: Suppression.Scope, _ reason: Suppression.Reason, until: Timestamp? = nil, note: SuppressionNote? = nil
    ) -> Suppression {
        Suppression(
            id: SuppressionID(1), scope: scope, reason: reason, until: until, at: Timestamp(seconds: 1), by: "x",
            note: note)
    }

    @Test("is the same one only with the same scope and reason, for good, and no new words")
    func same() {
        let rows: [(Suppression, note: SuppressionNote?, isSame: Bool)] = [
            (held(.everything, .unsubscribed), nil, true),
            (held(.everything, .unsubscribed, note: .said("by phone")), nil, true),
            (held(.everything, .unsubscribed, note: .said("by phone")), .said("by phone"), true),
            (held(.everything, .unsubscribed, note: .said("by phone")), .said("a letter"), false),
            (held(.everything, .unsubscribed), .said("by phone"), false),
            (held(.everything, .unsubscribed, until: Timestamp(seconds: 9)), nil, false),
            (held(.marketing, .unsubscribed), nil, false),
            (held(.campaign(CampaignID(1)), .unsubscribed), nil, false),
        ]
        for row in rows { #expect(row.0.says(.everything, .unsubscribed, note: row.note) == row.isSame, "\(row)") }
        for reason in Suppression.Reason.allCases where reason != .unsubscribed {
            #expect(!held(.everything, reason).says(.everything, .unsubscribed, note: nil), "\(reason)")
        }
    }
}
