import Testing
import UsherCore

@Suite("A no that a list tells")
struct ToldNoTests {
    private static let said = Timestamp(milliseconds: 1_000_000)

    @Test("Reaches as far as its reason, and is a word of the person's or not")
    func reach() {
        let campaign = Suppression.Scope.campaign(CampaignID(1))
        let rows: [(ToldNo, Suppression.Scope, Consent.Said?)] = [
            (ToldNo(.unsubscribed), .marketing, .unsubscribed),
            (ToldNo(.unsubscribed, scope: .everything), .everything, .unsubscribed),
            (ToldNo(.unsubscribed, scope: campaign), campaign, nil),
            (ToldNo(.complaint, scope: .everything), .marketing, .complained),
            (ToldNo(.bounced, scope: .marketing), .everything, nil),
        ]
        for (no, scope, said) in rows { #expect(no.scope == scope && no.said == said, "\(no)") }
    }

    @Test("Changes nothing where it holds already, or where the person confirmed since")
    func known() {
        func standing(_ said: Consent.Said?, later: Int64 = 0, _ no: Suppression.Reason? = nil) -> Standing {
            let suppressions = no.map {
                Suppression(id: SuppressionID(1), scope: .marketing, reason: $0, at: Self.said, by: "test")
            }
            return Standing(
                marketing: said, suppressions: suppressions.map { [$0] } ?? [],
                saidAt: Self.said.adding(milliseconds: later))
        }
        let dated = ToldNo(.unsubscribed, at: Self.said)
        let undated = ToldNo(.unsubscribed)
        for no in [dated, undated] {
            #expect(!no.isKnown(Standing()) && !no.isKnown(standing(.agreed, later: 1)))
            #expect(no.isKnown(standing(nil, .unsubscribed)) && !no.isKnown(standing(nil, .complaint)))
            #expect(!no.isKnown(standing(.confirmed, later: 0)))
        }
        #expect(dated.isKnown(standing(.confirmed, later: 1)))
        #expect(!undated.isKnown(standing(.confirmed, later: 1)), "what nobody dates is said now")
    }
}
