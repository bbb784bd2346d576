import UsherCore
import UsherReports

@testable import UsherDashboard
@testable import UsherStore

extension DashboardContacts {
    /// Over a store alone, with no campaign.
    static func of(_ store: SQLiteStore, plan: Plan = Browser.plan) -> DashboardContacts {
        DashboardContacts(
            find: { text, limit in try store.contacts(beginning: text, limit: limit) },
            story: { id in
                guard let contact = try store.contact(id) else { return nil }
                let facts = try ContactStory.Facts(of: contact, store: store, now: Browser.start)
                return ContactStory(facts, plan: plan, now: Browser.start)
            },
            noes: { text in
                guard let address = try? EmailAddress(text) else { return [] }
                let standing = try store.standing(address.key, now: Browser.start)
                return ContactStory(stranger: address, standing: standing, plan: plan).suppressions
            })
    }
}
