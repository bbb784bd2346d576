import Testing
import UsherCore

@Suite("What the ledger of consents means")
struct ConsentPolicyTests {
    private static let now = Timestamp(milliseconds: 1_000_000)

    private static func entry(_ said: Consent.Said, _ basis: String = "test", later: Int64 = 0) -> Consent {
        Consent(
            kind: .marketing, said: said, basis: basis, source: "test", at: now.adding(milliseconds: later))
    }

    @Test("Marketing goes on a yes that counts, and on nothing else")
    func answers() {
        let asked = ConsentSettings(doubleOptIn: true, softOptIn: "purchased")
        let easy = ConsentSettings(doubleOptIn: false)
        let rows: [(Consent.Said?, String?, ConsentPolicy.Answer, ConsentPolicy.Answer)] = [
            (nil, nil, .nothing, .nothing),
            (.agreed, nil, .yes, .yes),
            (.agreed, Consent.stated, .yes, .yes),
            (.agreed, "by phone", .yes, .yes),
            (.agreed, Consent.signUp, .unconfirmed, .yes),
            (.agreed, Consent.softOptIn, .yes, .softOptInIsOff),
            (.confirmed, Consent.doubleOptIn, .yes, .yes),
            (.confirmed, nil, .yes, .yes),
            (.unsubscribed, "link", .no(.unsubscribed), .no(.unsubscribed)),
            (.complained, "report", .no(.complained), .no(.complained)),
        ]
        for (said, basis, whenAsked, whenEasy) in rows {
            let standing = Standing(marketing: said, basis: basis)
            #expect(ConsentPolicy.answer(standing, settings: asked) == whenAsked, "\(String(describing: basis))")
            #expect(ConsentPolicy.answer(standing, settings: easy) == whenEasy, "\(String(describing: basis))")
        }
    }

    @Test("Says why it does not go")
    func reasons() {
        #expect(DeliveryReason(ConsentPolicy.Answer.yes) == nil)
        let others: [ConsentPolicy.Answer] = [.nothing, .unconfirmed, .softOptInIsOff, .no(.complained)]
        #expect(others.map(DeliveryReason.init) == [.noConsent, .unconfirmed, .softOptInIsOff, .saidNo(.complained)])
    }

    @Test("The first entry counts, whatever it says")
    func first() {
        for said in Consent.Said.allCases { #expect(ConsentPolicy.counts(Self.entry(said), insteadOf: nil)) }
    }

    @Test("An agreement counts instead of a weaker one, and instead of nothing else")
    func agreements() {
        let bases = [Consent.signUp, Consent.softOptIn, Consent.stated]
        for (index, new) in bases.enumerated() {
            for (other, current) in bases.enumerated() {
                let counts = ConsentPolicy.counts(
                    Self.entry(.agreed, new, later: 1), insteadOf: Self.entry(.agreed, current))
                #expect(counts == (index > other), "\(new) after \(current)")
            }
            for said in Consent.Said.allCases where said != .agreed {
                #expect(!ConsentPolicy.counts(Self.entry(.agreed, new, later: 1), insteadOf: Self.entry(said)))
            }
        }
    }

    @Test("A confirmation and a no count instead of an agreement, and of each other when they are not older")
    func others() {
        let strong = Consent.Said.allCases.filter { $0 != .agreed }
        for new in strong {
            #expect(ConsentPolicy.counts(Self.entry(new, later: -1), insteadOf: Self.entry(.agreed)))
            for current in strong {
                for later in [Int64(-1), 0, 1] {
                    let counts = ConsentPolicy.counts(Self.entry(new, later: later), insteadOf: Self.entry(current))
                    #expect(counts == (later >= 0), "\(new) after \(current), \(later) later")
                }
            }
        }
    }
}
