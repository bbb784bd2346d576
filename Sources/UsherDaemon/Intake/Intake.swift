import Foundation
import UsherCore

/// The one door for people: every command that adds or enrolls somebody comes through here.
package struct Intake: Sendable {
    let store: any Store
    let plan: Plan
    let clock: any CalendarClock

    /// One transaction. What it answers is durable.
    package func enter(_ requests: [EntryRequest]) throws(StoreError) -> [EntryResult] {
        let now = clock.now()
        return try store.enter(requests, now: now) { request, facts in
            AdmissionPolicy.decide(request, facts: facts, plan: plan, now: now)
        }
    }

    /// What an address said about mail, after its entry. Nil where it cannot be read just now: the entry is recorded all the same, and is answered so.
    package func standing(of address: EmailAddress) -> Standing? {
        do throws(StoreError) { return try store.standing(address.key, now: clock.now()) } catch { return nil }
    }
}
