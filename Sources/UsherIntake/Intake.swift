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
    package func admit(_ requests: [EntryRequest]) throws(StoreError) -> [EntryOutcome] {
        let now = clock.now()
        return try store.admit(requests, now: now) { request, facts in
            AdmissionPolicy.decide(request, facts: facts, plan: plan, now: now)
        }
    }

    /// `admit`, for whoever asks only what became of the requests.
    package func enter(_ requests: [EntryRequest]) throws(StoreError) -> [EntryResult] {
        try admit(requests).map(\.result)
    }
}
