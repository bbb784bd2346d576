import Testing
import UsherCore

@testable import UsherStore

extension ErasureConformance {
    @Test("What happened before the erasure brings nothing back, whoever has the address; what happened since does")
    func older() throws {
        let ada = "ada.lovelace@example.org"
        let (before, after) = (now.adding(seconds: -1), now.adding(seconds: 1))
        try fill()
        #expect(try erase() == .clean)
        let told = ConsentTold(source: "usher event signed_up")
        #expect(try event("signed_up", ada, key: "old", told: told, at: before) == .refused(.beforeErasure))
        #expect(try event("purchased", ada, key: "old", at: before) == .refused(.beforeErasure))
        #expect(try event("recommended", "carl@example.org", key: "c", at: before, by: ada) == .refused(.beforeErasure))
        #expect(try event("purchased", ada, key: "new", at: after) == .refused(.erased))
        #expect(try store.contact(address(ada).key) == nil && store.contact(address("carl@example.org").key) == nil)
        guard case .recorded = try event("signed_up", ada, key: "new", told: told, at: after) else {
            Issue.record("a sign-up since is not recorded")
            return
        }
        let standing = try store.standing(address(ada).key, now: after)
        for suppression in standing.suppressions {
            _ = try store.lift(suppression.id, by: Suppression.liftedBySignUp, note: .said("confirmed"), now: after)
        }
        #expect(try event("purchased", ada, key: "old", at: before) == .refused(.beforeErasure), "also when lifted")
        let draft = ContactDraft(
            address: try address(ada), name: "Old Name",
            consent: Consent(kind: .marketing, said: .agreed, basis: Consent.stated, source: "list", at: before))
        guard
            case .refused(.suppressed, _)? = try store.enter(
                [EntryRequest(person: draft, campaign: nil)], now: after, decide: { _, _ in .already }
            ).first
        else {
            Issue.record("an old entry is taken")
            return
        }
        guard case .recorded = try event("purchased", ada, key: "newer", at: after.adding(seconds: 1)) else {
            Issue.record("what happened since is not recorded")
            return
        }
        #expect(try store.contact(address(ada).key)?.name == "Lovelace", "as the sign-up said, and not the old list")
    }

    @Test("Erased twice, the second time counts; the operator may take an erasure back")
    func again() throws {
        let ada = "ada.lovelace@example.org"
        let told = ConsentTold(source: "form")
        try fill()
        try erase()
        let (second, third) = (now.adding(seconds: 100), now.adding(seconds: 200))
        _ = try event("signed_up", ada, key: "s", told: told, at: second)
        try store.erase(address(ada), now: third)
        #expect(try event("signed_up", ada, key: "s", told: told, at: second) == .refused(.beforeErasure))
        let inForce = try store.standing(address(ada).key, now: third).suppressions
        #expect(inForce.map(\.at) == [third])
        for suppression in inForce {
            _ = try store.lift(suppression.id, by: "operator", note: .said("a mistake"), now: third)
        }
        guard case .recorded = try event("purchased", ada, key: "p", at: second) else {
            Issue.record("the operator's word does not count")
            return
        }
        try TableRules.check(folder("usher.sqlite"))
    }

    @Test("No notice brings back who was erased")
    func noticeToErased() throws {
        try fill()
        try erase()
        let request = NoticeRequest(
            name: "test", key: "1", contact: ContactDraft(address: try address("ada.lovelace@example.org")),
            composition: Composition(revision: Scene.revision, inputs: "{}", composedAt: now), due: now)
        #expect(try store.addNotice(request, now: now) == nil)
        #expect(try store.contact(address("ada.lovelace@example.org").key) == nil)
    }
}
