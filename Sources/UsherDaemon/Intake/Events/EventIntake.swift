import UsherCore

/// The one door for what people do: every command that tells an event comes through here.
package struct EventIntake: Sendable {
    let store: any JourneyStore
    let plan: Plan
    let clock: any CalendarClock

    package init(store: any JourneyStore, plan: Plan, clock: any CalendarClock) {
        self.store = store
        self.plan = plan
        self.clock = clock
    }

    /// One transaction. What it answers is durable, with all that follows from each event. A second call with the same
    /// keys adds nothing.
    package func record(_ requests: [EventRequest]) throws(StoreError) -> [EventResult] {
        guard !requests.isEmpty else { return [] }
        let now = clock.now()
        return try store.record(requests, now: now) { request, facts in
            EventPolicy.decide(request, facts: facts, plan: plan, now: now)
        }
    }

    /// Durable when it returns; a second call counts again.
    package func count(_ visits: Visits) throws(StoreError) {
        try store.countVisits(visits.campaign, day: visits.day, count: visits.count)
    }
}
