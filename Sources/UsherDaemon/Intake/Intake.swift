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
}
