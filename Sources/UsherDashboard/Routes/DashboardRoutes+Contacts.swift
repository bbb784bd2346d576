import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// So many are shown.
    private static let mostFound = 25

    /// `/people?q=ada`: whose address or name begins so. Nothing of a search is logged.
    func people(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            let query = String((request.query["q"] ?? "").prefix(254))
            let found = try house.people.find(query, Self.mostFound + 1)
            let noes = found.isEmpty ? try house.people.noes(query) : []
            let page = ContactsPage(
                query: query, people: Array(found.prefix(Self.mostFound)), isMore: found.count > Self.mostFound,
                noes: noes)
            return self.page(.people, visit, at: .people, page.values)
        }
    }

    /// `/person/NUMBER`: no address stands in an address of the dashboard that a link leads to.
    func person(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            guard let number = Int64(request.variable), let story = try house.people.story(ContactID(number)) else {
                return problem("problem_unknown", 404, visit)
            }
            return page(.person, visit, at: .people, ContactPage(story, language: visit.language).values)
        }
    }
}
