import Testing

@testable import UsherCore

@Suite("Order mail belongs to the order")
struct OrderMailTests {
    private static let ids = [StepID(1), StepID(2), StepID(3)]

    private static func home(_ kinds: [MessageKind]) throws -> Example {
        var example = try Example()
        example.steps = kinds.enumerated().map { index, kind in
            Step(name: "s\(index)", wait: index == 0 ? .none : Wait(days: 1), kind: kind)
        }
        example.ids = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ("s\($0)", $1) })
        return example
    }

    private static func candidate(
        _ example: Example, step: Int, ofOrder: Bool, kind: MessageKind, standing: Standing
    ) throws -> Candidate {
        var enrollment = example.enrollment(last: step == 0 ? nil : ids[step - 1])
        enrollment.isOfOrder = ofOrder
        return Candidate(
            delivery: DeliveryID(1), subject: .step(ids[step], enrollment, anchor: Example.noon), kind: kind,
            due: Example.noon, contact: example.contact, standing: standing)
    }

    private static func suppressed(_ scope: Suppression.Scope) -> Standing {
        Standing(
            marketing: .confirmed,
            suppressions: [
                Suppression(
                    id: SuppressionID(1), scope: scope, reason: .unsubscribed, at: Example.noon, by: "operator")
            ])
    }

    private enum Run { case goes, next, ends }

    @Test(
        "A no to marketing or to the campaign withholds a marketing step; the enrollment lives for a transactional one")
    func claims() throws {
        let nos: [(Standing, isEverything: Bool)] = [
            (Self.suppressed(.marketing), false), (Self.suppressed(.campaign(Example.campaignID)), false),
            (Standing(marketing: .unsubscribed), false), (Standing(marketing: .complained), false),
            (Self.suppressed(.everything), true),
        ]
        let cases: [(kinds: [MessageKind], ofOrder: Bool, enrollment: Run, ofEverything: Run)] = [
            ([.marketing, .transactional, .marketing], true, .next, .ends),
            ([.marketing, .marketing, .transactional], true, .next, .ends),
            ([.marketing, .marketing, .marketing], true, .ends, .ends),
            ([.marketing, .transactional, .marketing], false, .ends, .ends),
            ([.transactional, .marketing, .marketing], true, .goes, .ends),
            ([.transactional, .marketing, .marketing], false, .goes, .ends),
        ]
        for (standing, isEverything) in nos {
            for one in cases {
                let example = try Self.home(one.kinds)
                let candidate = try Self.candidate(
                    example, step: 0, ofOrder: one.ofOrder, kind: one.kinds[0], standing: standing)
                var pacer = Pacer(limits: LimitSettings())
                let clearance = ClearancePolicy.decide(
                    candidate, pauses: [], plan: example.plan, now: Example.noon, pacer: &pacer,
                    compose: { _, _ in Example.composition })
                let enrollment: Run =
                    switch clearance {
                    case .send: .goes
                    case .close(.withheld, _, .end(.suppressed)): .ends
                    case .close(.withheld, _, .next(let planned)) where planned.step == Self.ids[1]: .next
                    default: .goes
                    }
                #expect(enrollment == (isEverything ? one.ofEverything : one.enrollment), "\(one) \(standing)")
            }
        }
    }

    @Test("A no right before the first octet does the same")
    func gate() throws {
        let cases: [(kinds: [MessageKind], ofOrder: Bool, lives: Bool)] = [
            ([.marketing, .transactional], true, true), ([.marketing, .marketing], true, false),
            ([.marketing, .transactional], false, false), ([.transactional, .transactional], true, false),
        ]
        for one in cases {
            let example = try Self.home(one.kinds)
            let candidate = try Self.candidate(
                example, step: 0, ofOrder: one.ofOrder, kind: one.kinds[0], standing: Standing(marketing: .confirmed))
            let settlement = Settling.decide(
                outcome: .withdrawn, verdict: .withheld,
                claimed: Claimed(candidate: candidate, composition: Example.composition), plan: example.plan,
                now: Example.noon)
            if case .next(let planned) = settlement.advance {
                #expect(one.lives && planned.step == Self.ids[1], "\(one)")
            } else {
                #expect(!one.lives && settlement.advance == .end(.suppressed), "\(one)")
            }
        }
    }

    @Test("An order's event has a key of the teller's own, a product, a value or an order; what people say has none")
    func events() throws {
        let madeUp = "told-0e8a8b9c-0000-4000-8000-000000000000"
        let price = Money(minorUnits: 4800, currency: "EUR")
        let now = Example.noon
        let cases: [(Event, Bool)] = [
            (Event(name: "purchased", key: "1042", at: now), true),
            (Event(name: "purchased", key: madeUp, at: now), false),
            (Event(name: "purchased", key: madeUp, at: now, value: price), true),
            (Event(name: "purchased", key: madeUp, at: now, product: "starter"), true),
            (Event(name: "purchased", key: madeUp, at: now, data: ["order": "7"]), true),
            (Event(name: "purchased", key: madeUp, at: now, data: ["color": "red"]), false),
            (Event(name: "signed_up", key: "form-1", at: now, product: "starter"), false),
            (Event(name: "confirmed", key: "link-1", at: now), false),
            (Event(name: "reviewed", key: "review-1", at: now), false),
            (Event(name: "shipped", key: "told-1", at: now), true),
        ]
        let example = try Example()
        var journey = Journey()
        journey.events = ["reviewed": .init(reaches: nil, means: .review)]
        let plan = Plan(
            settings: example.settings, campaigns: [], catalog: example.plan.catalog, journey: journey)
        for (event, isOfOrder) in cases { #expect(event.isOfOrder(in: plan) == isOfOrder, "\(event)") }
    }
}
