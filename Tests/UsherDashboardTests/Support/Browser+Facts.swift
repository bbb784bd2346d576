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
            noes: { text in
                guard let address = try? EmailAddress(text) else { return [] }
                var standing = try store.standing(address.key, now: Browser.start)
                standing.suppressions.removeAll { $0.reason == .erased }
                return ContactStory(stranger: address, standing: standing, plan: plan).suppressions
            })
    }
}

extension DashboardOperations {
    /// Over a store alone.
    static func of(_ store: SQLiteStore, plan: Plan = Browser.plan) -> DashboardOperations {
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
            returned: { limit in
                try store.returned(ReturnedFilter(limit: limit)).map { ReturnedLine($0, plan: plan) }
            })
    }
}
