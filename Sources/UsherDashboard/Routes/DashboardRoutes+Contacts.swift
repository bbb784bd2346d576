import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// How many people a search shows.
    private static let mostFound = 25

    /// Answers `people?q=ada`: the people whose address or name begins so. Nothing of a search is logged.
    func people(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            let query = String((request.query["q"] ?? "").prefix(254))
            let found = try house.people.find(query, Self.mostFound + 1)
            let noes = found.isEmpty ? try house.people.noes(query) : []
            let page = ContactsPage(
                query: query, people: Array(found.prefix(Self.mostFound)), isMore: found.count > Self.mostFound,
                noes: noes, stageLabel: house.stageLabel)
            return self.page(.people, visit, at: .people, page.values)
        }
    }

    /// Answers `person?id=NUMBER`: no address stands in an address of the dashboard that a link leads to.
    func person(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            guard let number = request.query["id"].flatMap({ Int64($0) }),
                let story = try house.people.story(ContactID(number))
            else {
                return problem("problem_unknown", 404, visit)
            }
            return page(
                .person, visit, at: .people,
                ContactPage(story, language: visit.language, stageLabel: house.stageLabel).values.merging(
                    acts(visit, story, number)
                ) { first, _ in
                    first
                })
        }
    }

    /// The values that the forms of a session for acting need.
    private func acts(_ visit: Visit, _ story: ContactStory, _ number: Int64) -> [String: TemplateValue] {
        func names(_ names: [String]) -> TemplateValue { .list(names.map { .object(["name": .text($0)]) }) }
        let mayAct = visit.session.mayAct && story.isContact
        let campaigns = mayAct ? house.acts.campaigns() : []
        let open = story.enrollments.filter(\.goesOn).map(\.campaign).uniqued()
        return [
            "may_act": .flag(mayAct), "is_contact": .flag(story.isContact), "id": .text("\(number)"),
            "has_campaigns": .flag(!campaigns.isEmpty),
            "campaigns": names(campaigns), "has_open": .flag(!open.isEmpty), "open": names(open),
            "all_stages": .list(
                Stage.allCases.map { .object(["value": .text($0.rawValue), "name": .text(house.stageLabel($0))]) }),
        ]
    }
}
