import UsherCore
import UsherReports

@testable import UsherDashboard
@testable import UsherStore

extension DashboardContacts {
    /// Over a store alone, with no campaign.
    static func of(_ store: SQLiteStore, plan: Plan = Browser.plan) -> DashboardContacts {
        DashboardContacts(
            contact: { try store.contact($0) },
            find: { text, limit in try store.contacts(beginning: text, limit: limit) },
            story: { id in
                guard let contact = try store.contact(id) else { return nil }
                let facts = try ContactStory.Facts(of: contact, store: store, now: Browser.start)
                return ContactStory(facts, plan: plan, now: Browser.start)
            },
            file: { "{\"address\":\"\($0.address)\"}\n" },
            noes: { text in
                guard let address = try? EmailAddress(text) else { return [] }
                return ContactStory.noes(
                    to: address, standing: try store.standing(address.key, now: Browser.start), plan: plan)
            })
    }
}

extension DashboardOperations {
    /// Over a store alone.
    static func of(
        _ store: SQLiteStore, _ acted: Acted, plan: Plan = Browser.plan
    ) -> DashboardOperations {
        DashboardOperations(
            status: {
                let facts = try HomeStatus.Facts(
                    home: "/shop", plan: plan, store: store, isRunning: true, now: Browser.start)
                return HomeStatus(facts, now: Browser.start)
            },
            deliveries: { filter in
                try store.deliveries(filter).map { row in
                    (DeliveryLine(row, plan: plan), row.address == nil ? nil : row.contact)
                }
            },
            whyInVain: { try store.canBeRetried(DeliveryID($0)) ? nil : "it is <over>" },
            returned: { filter in try store.returned(filter).map { ReturnedLine($0, plan: plan) } },
            relays: {
                [
                    RelayState(
                        name: "the relay", server: "smtp.example:587", silentSince: Browser.start.iso8601, pause: nil)
                ]
            },
            domains: {
                DomainState.all(
                    pauses: [
                        Pause(scope: .domain("slow.example"), reason: .byHand(words: "<b>full"), since: Browser.start)
                    ], limits: ["fast.example": 0.5], refused: [], now: Browser.start)
            }, campaigns: { ["welcome"] },
            failures: { form in
                if form.since == "never" { return FailuresSaid(["takes a moment"], isSomething: false, since: nil) }
                acted.undo(form)
                return FailuresSaid(
                    ["3 <deliveries>"], isSomething: form.campaign != nil, since: "2026-11-23T11:00:00Z")
            }, pausable: { ["welcome"] }, carryOut: { acted.operate($0) })
    }
}
