import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// Answers `/operations`: what the daemon does now, by its own word.
    func operations(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            var pages: [OperationsPage.List: Int] = [:]
            var lists: [OperationsPage.List: [(line: DeliveryLine, person: ContactID?)]] = [:]
            var vain: [Int64: String] = [:]
            for list in OperationsPage.List.allCases {
                let page = list.page(request.query)
                pages[list] = page
                let rows = try house.operations.deliveries(list.filter(now: visit.now, page: page))
                lists[list] = rows
                guard list.canBeRetried else { continue }
                for row in list.shown(rows, page: page) {
                    vain[row.line.delivery] = try house.operations.whyInVain(row.line.delivery)
                }
            }
            let operations = OperationsPage(
                status: try house.operations.status(), lists: lists, pages: pages, vain: vain,
                returned: try house.operations.returned(ReturnedFilter(limit: OperationsPage.List.mostCounted + 1)),
                unmatched: try house.operations.returned(
                    ReturnedFilter(isUnmatched: true, limit: OperationsPage.List.mostCounted + 1)),
                relays: try house.operations.relays(), domains: try house.operations.domains(),
                pausable: house.operations.pausable(), campaigns: house.operations.campaigns(),
                hasInbox: house.inbox != nil, clock: visit.clock, language: visit.language)
            return live(
                page(
                    .operations, visit, at: .operations,
                    operations.values.merging([
                        "may_act": .flag(visit.session.mayAct), "is_live": .flag(true),
                    ]) { first, _ in first }))
        }
    }
}
