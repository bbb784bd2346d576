import Testing
import UsherCore
import UsherStore

@Suite("Conformance: a no and the enrollments of orders")
struct OrderMailConformance {
    /// Two enrollments that an order began, in `welcome` and `ascend`, and one in `welcome` of another key that no
    /// order did.
    private func enrollments(_ scene: Scene) throws -> (order: [EnrollmentID], other: EnrollmentID, contact: ContactID)
    {
        try scene.record("ada@example.com", scene.event("purchased")) { _ in
            [
                .enroll(
                    scene.campaign(), key: "1", data: ["order": "1"], .now(scene.planned("one", in: 1000)),
                    ofOrder: true),
                .enroll(scene.campaign("ascend"), key: "1", data: [:], .whenFree, ofOrder: true),
            ]
        }
        let other = try scene.enter("ada@example.com", key: "2", in: 1000)
        guard case .entered(let enrollment, _, _, let contact) = other else { throw SceneError.notEntered }
        let order = try scene.store.enrollments(of: contact.id).filter(\.isOfOrder).map(\.id)
        #expect(order.count == 2 && !order.contains(enrollment))
        return (order, enrollment, contact.id)
    }

    @Test(
        "Marketing and one campaign leave them, everything and being taken out end them", arguments: StoreUnderTest.all)
    func scopes(kind: StoreUnderTest) throws {
        let nos: [(scope: (Scene) -> Suppression.Scope, ends: (order: [Bool], other: Bool))] = [
            ({ _ in .marketing }, ([false, false], true)),
            ({ .campaign($0.campaign()) }, ([false, false], true)),
            ({ .campaign($0.campaign("ascend")) }, ([false, false], false)),
            ({ _ in .everything }, ([true, true], true)),
        ]
        for no in nos {
            let scene = try Scene(kind)
            let (order, other, contact) = try enrollments(scene)
            _ = try scene.store.suppress(
                scene.key("ada@example.com"), scope: no.scope(scene), reason: .unsubscribed, until: nil,
                by: "operator", note: nil, now: scene.now)
            func isEnded(_ enrollment: EnrollmentID) throws -> Bool {
                try scene.enrollment(enrollment, of: contact).state == .ended
            }
            #expect(try order.map(isEnded) == no.ends.order)
            #expect(try isEnded(other) == no.ends.other)
        }
        let scene = try Scene(kind)
        let (order, _, contact) = try enrollments(scene)
        #expect(try scene.store.leave(scene.campaign(), contact: contact, reason: .left, now: scene.now) == 2)
        #expect(try scene.enrollment(order[0], of: contact).endReason == .left)
    }

    @Test("A link's no leaves them as well, and their marketing does not start", arguments: StoreUnderTest.all)
    func link(kind: StoreUnderTest) throws {
        let choices: [UnsubscribeRequest.Choice] = [.all, .campaign, .pause(until: Scene.start.adding(seconds: 9000))]
        for choice in choices {
            let scene = try Scene(kind)
            let (order, other, contact) = try enrollments(scene)
            scene.now = scene.now.adding(milliseconds: 2000)
            let claimed = try #require(try scene.claim().claimed.first)
            let gate = try kind.gate(scene.store)
            #expect(try gate.permission(claimed.delivery, now: scene.now) == .go)
            let links = scene.store
            _ = try links.unsubscribe(
                [
                    UnsubscribeRequest(
                        contact: contact, delivery: claimed.delivery, choice: choice, basis: "one-click")
                ], now: scene.now)
            #expect(try gate.permission(claimed.delivery, now: scene.now) != .go)
            for enrollment in order { #expect(try scene.enrollment(enrollment, of: contact).state != .ended) }
            #expect(try scene.enrollment(other, of: contact).endReason == .suppressed)
        }
    }

    @Test("A waiting one is an order's when its turn comes", arguments: StoreUnderTest.all)
    func waiting(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let (order, _, contact) = try enrollments(scene)
        #expect(try scene.enrollment(order[1], of: contact).state == .waiting)
        #expect(try scene.enrollment(order[1], of: contact).isOfOrder)
    }
}
