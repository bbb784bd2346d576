import Foundation
import UsherCore
import UsherSupport

/// The one door for people: every command that adds or enrolls somebody comes through here.
package struct Intake: Sendable {
    package let store: any Store
    package let plan: Plan
    package let clock: any CalendarClock

    package init(store: any Store, plan: Plan, clock: any CalendarClock) {
        self.store = store
        self.plan = plan
        self.clock = clock
    }

    /// One transaction. What it answers is durable.
    package func enter(_ requests: [EntryRequest]) throws(StoreError) -> [EntryResult] {
        let now = clock.now()
        return try store.enter(requests, now: now) { request, facts in
            AdmissionPolicy.decide(request, facts: facts, plan: plan, now: now)
        }
    }

    /// What an address said about mail, after its entry. Nil where it cannot be read just now: the entry is recorded
    /// all the same, and is answered so.
    package func standing(of address: EmailAddress) -> Standing? {
        do throws(StoreError) { return try store.standing(address.key, now: clock.now()) } catch { return nil }
    }
}
