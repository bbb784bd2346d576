import Testing
import UsherCore

extension Scene {
    func event(
        _ name: String, key: String = "k", value: Int64? = nil, product: String? = nil, data: [String: String] = [:]
    ) -> Event {
        Event(
            name: name, key: key, at: now, value: value.map { Money(minorUnits: $0, currency: "EUR") },
            product: product, data: data)
    }

    func request(
        _ address: String, _ event: Event, by: String? = nil, code: String? = nil
    ) throws -> EventRequest {
        EventRequest(
            event: event, person: try person(address), by: try by.map { try EmailAddress($0) }, code: code)
    }

    /// Records what somebody did, with what `following` makes of the facts.
    @discardableResult
    func record(
        _ address: String, _ event: Event, by: String? = nil, code: String? = nil,
        _ following: (EventFacts) -> [Consequence] = { _ in [] }
    ) throws -> EventResult {
        let results = try store.record([request(address, event, by: by, code: code)], now: now) { _, facts in
            facts.known == nil ? .record(following(facts)) : .already
        }
        return try #require(results.first)
    }

    /// The facts as the next event of somebody would find them; nothing is recorded.
    func eventFacts(_ address: String, by: String? = nil, code: String? = nil) throws -> EventFacts {
        var found: EventFacts?
        _ = try store.record([request(address, event("looked", key: "none"), by: by, code: code)], now: now) {
            found = $1
            return .refuse(.unknownContact)
        }
        return try #require(found)
    }

    func move(_ contact: Contact, to stage: Stage, _ cause: Transition.Cause = .accident(event: "e")) -> Consequence {
        .move(Transition(contact: contact.id, from: contact.stage, to: stage, at: now, cause: cause))
    }

    func contact(_ address: String) throws -> Contact { try #require(try store.contact(key(address))) }

    /// Lets a contact wait for `campaign`.
    @discardableResult
    func waiting(_ address: String, _ campaign: String = "ascend", key: String = "") throws -> EnrollmentID {
        let request = EntryRequest(person: try person(address), campaign: self.campaign(campaign), key: key)
        let results = try store.enter([request], now: now) { _, _ in .wait(behind: EnrollmentID(0)) }
        guard case .waits(let enrollment, _, _)? = results.first else { throw SceneError.notEntered }
        return enrollment
    }

    /// Every row of the journey that a report would count, from the counters and counted again.
    func expectRecountAgrees(_ place: Comment? = nil) throws {
        for (from, to) in [("0000-01-01", "9999-12-31"), ("2026-11-18", "2026-11-19"), ("2026-12-01", "2026-12-31")] {
            #expect(try store.journeyCounts(from: from, to: to) == store.recount(from: from, to: to), place)
        }
    }
}
