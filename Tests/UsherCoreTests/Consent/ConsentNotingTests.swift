import Testing
import UsherCore

@Suite("What is noted of a yes to marketing")
struct ConsentNotingTests {
    private static let now = Timestamp(milliseconds: 1_000_000)

    @Test(
        "Is noted in words, or by an event that asks for mail, and not otherwise",
        arguments: [(nil, false, false), ("at the fair", false, true), (nil, true, true), ("at the fair", true, true)]
            as [(String?, Bool, Bool)])
    func noted(wording: String?, asksForMail: Bool, isNoted: Bool) {
        let consent = ConsentPolicy.noted(wording: wording, asksForMail: asksForMail, source: "test", at: Self.now)
        #expect(consent == (isNoted ? Consent(stated: wording, source: "test", at: Self.now) : nil))
    }

    private static func suppression(
        _ reason: Suppression.Reason, _ scope: Suppression.Scope = .marketing
    ) -> Suppression {
        Suppression(id: SuppressionID(1), scope: scope, reason: reason, at: now, by: "test")
    }

    @Test(
        "Is taken for whoever has no entry and said no nowhere; a bounce is no no, and one campaign's leaves the others"
    )
    func taken() {
        let yes = Consent(stated: "at the fair", source: "test", at: Self.now)
        func takes(_ standing: Standing) -> Bool { ConsentPolicy.takes(yes, standing) }
        #expect(takes(Standing()))
        for said in Consent.Said.allCases { #expect(!takes(Standing(marketing: said)), "\(said)") }
        for reason in Suppression.Reason.allCases {
            #expect(
                takes(Standing(suppressions: [Self.suppression(reason)])) == reason.isServersWord, "\(reason)")
        }
        #expect(takes(Standing(suppressions: [Self.suppression(.unsubscribed, .campaign(CampaignID(1)))])))
        #expect(!takes(Standing(suppressions: [Self.suppression(.unsubscribed, .everything)])))
        let no = Consent(kind: .marketing, said: .unsubscribed, basis: "list", source: "test", at: Self.now)
        #expect(ConsentPolicy.takes(no, Standing(suppressions: [Self.suppression(.unsubscribed)])))
    }
}
