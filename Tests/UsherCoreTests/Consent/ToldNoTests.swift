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
            (ToldNo(.complaint), .marketing, .complained),
            (ToldNo(.complaint, scope: campaign), .marketing, .complained),
            (ToldNo(.complaint, scope: .everything), .everything, .complained),
            (ToldNo(.bounced, scope: .marketing), .everything, nil),
        ]
        for (no, scope, said) in rows { #expect(no.scope == scope && no.said == said, "\(no)") }
    }

    @Test("Changes nothing where it holds, where it was lifted, or where the person confirmed")
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
        let silence = ToldNo(.unsubscribed, mayBeSilence: true)
        let later = Self.said.adding(milliseconds: 1)
        for no in [dated, undated, silence] {
            #expect(no.answer(Standing()) == .added && no.answer(standing(.agreed, later: 1)) == .added)
            #expect(no.answer(standing(nil, .unsubscribed)) == .held)
            #expect(no.answer(standing(nil, .complaint)) == .added)
            #expect(no.answer(Standing(), wasLifted: true) == .lifted)
            #expect(no.answer(standing(nil, .unsubscribed), wasLifted: true) == .held)
        }
        #expect(dated.answer(standing(.confirmed, later: 0)) == .added)
        #expect(dated.answer(standing(.confirmed, later: 1)) == .confirmedSince(later))
        #expect(undated.answer(standing(.confirmed, later: 1)) == .added, "what nobody dates is said now")
        #expect(silence.answer(standing(.confirmed, later: 1)) == .confirmedHere(later), "the person's own act stands")
    }

    @Test("Is of its own moment, else of now, and older than a sign-up where it may mean that nobody asked")
    func moment() {
        let now = Self.said.adding(seconds: 60)
        let rows: [(ToldNo, Timestamp?, Timestamp)] = [
            (ToldNo(.unsubscribed), nil, now), (ToldNo(.unsubscribed), Self.said, now),
            (ToldNo(.unsubscribed, at: Self.said), nil, Self.said),
            (ToldNo(.unsubscribed, at: now.adding(seconds: 9)), nil, now),
            (ToldNo(.unsubscribed, mayBeSilence: true), nil, now),
            (ToldNo(.unsubscribed, mayBeSilence: true), Self.said, Self.said.adding(milliseconds: -1)),
        ]
        for (no, signUp, at) in rows { #expect(no.moment(now: now, firstSignUp: signUp) == at, "\(no)") }
    }

    @Test("Is nobody's own word, whoever signed up before, and a no to one campaign is none to a sign-up")
    func own() {
        let after = Self.said.adding(milliseconds: -1)
        func no(_ scope: Suppression.Scope, _ by: String) -> Standing {
            Standing(suppressions: [
                Suppression(id: SuppressionID(1), scope: scope, reason: .unsubscribed, at: Self.said, by: by)
            ])
        }
        for by in ["usher import", "usher enqueue", Suppression.operatorsWord] {
            #expect(no(.marketing, by).saidNo(after: after) && !no(.marketing, by).saidNoThemselves(after: after))
        }
        #expect(no(.marketing, "link").saidNoThemselves(after: after))
        #expect(!no(.campaign(CampaignID(1)), "operator").saidNo(after: after))
        let told = Standing(marketing: .unsubscribed, basis: Consent.toldByList, saidAt: Self.said)
        #expect(told.saidNo(after: after) && !told.saidNoThemselves(after: after))
        let own = Standing(marketing: .unsubscribed, basis: "link", saidAt: Self.said)
        #expect(own.saidNoThemselves(after: after))
    }
}
