import HTTPTypes
import UsherCore
import UsherReports
import UsherSupport
import UsherTemplates
import UsherWeb

/// The dashboard's pages, and the way in, on a serial queue of its own: what takes long there holds up nobody but who
/// looks at it. Each answers 403, and how to come in, without a session.
///
/// | Path | |
/// | --- | --- |
/// | as `EntryRoutes` has them | the way in and out |
/// | `/s/ROOM/journey` | where people stand |
/// | `/s/ROOM/campaigns`, `/s/ROOM/campaign?name=` | what campaigns did; one's e-mails |
/// | `/s/ROOM/forecast?email=&percent=` | what will come |
/// | `/s/ROOM/people?q=`, `/s/ROOM/person?id=` | whom a search finds; one of them |
/// | `/s/ROOM/person/ACT`, `/s/ROOM/person/export` | POST: `DashboardActs`; a file of what is held |
/// | `/s/ROOM/letter?delivery=`, `/s/ROOM/letter/picture?delivery=&look=` | one message as it was sent; its HTML for a frame |
/// | `/s/ROOM/operations` | what the daemon does |
/// | `/s/ROOM/operations/ACT` | POST: `OperatingAct` |
/// | `/s/ROOM/operations/failures` | POST: what sending all again that failed would do; with a yes, that |
/// | `/s/ROOM/files`, `/s/ROOM/files/reload` | what is wrong with them; POST: takes them up |
/// | `/s/ROOM/inbox`, `/s/ROOM/inbox/message?name=`, `/s/ROOM/inbox/html?name=` | what rehearsal sent |
///
/// Each session has a room, a path that follows from its secret, and its cookie goes nowhere else: a program of another
/// user, on another port of this machine, never gets one from a browser that it leads there.
///
/// A part that comes to be is a page with `looking`, and what it does a POST with `acting`; both look for the session
/// themselves. What blocks elsewhere than in the store has a queue of its own, as `PreviewRoutes` has.
package actor DashboardRoutes: WebRoutes {
    nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    let house: DashboardHouse
    private let entrance: DashboardDoor
    private let entry: EntryRoutes
    // What takes long to count.
    /// The reports of periods that are over: where people stood then takes the longer the more came since.
    let reports: CountedBeside<ReportQuestion, JourneyReport>
    let tables: CountedBeside<TableQuestion, CampaignTable?>
    let forecasts: CountedBeside<ForecastQuestion, Forecast>
    /// The looks at the files, by the number of how they lie there.
    let looks: CountedBeside<Int, FilesLook>
    let chores: DashboardChores

    package init(
        _ house: DashboardHouse, press: DashboardPress, seconds: @escaping @Sendable () -> Double = monotonicSeconds()
    ) {
        lane = house.lanes.lane("usher.dashboard")
        self.house = house
        entrance = house.door(press)
        entry = EntryRoutes(entrance, lane: lane, seconds: seconds)
        let counter = DashboardCounter(house.counts, house.files, now: house.now, lanes: house.lanes)
        reports = CountedBeside(most: 16, lasts: .seconds(300), lane: lane) { try await counter.report($0) }
        tables = CountedBeside(most: 32, lasts: .seconds(30), lane: lane) { try await counter.table($0) }
        forecasts = CountedBeside(most: 8, lasts: DashboardCounter.forecastLasts, lane: lane) {
            try await counter.forecast($0)
        }
        looks = CountedBeside(most: 2, lasts: .seconds(10), lane: lane) { _ in try await counter.files() }
        chores = DashboardChores(house.files, house.operations, lanes: house.lanes)
    }

    package nonisolated func add(to table: inout RouteTable) {
        entry.add(to: &table)
        table.add(.get("/s/{room}/journey") { try await self.journey($0) })
        table.add(.get("/s/{room}/campaigns") { try await self.campaigns($0) })
        table.add(.get("/s/{room}/campaign") { try await self.campaign($0) })
        table.add(.get("/s/{room}/forecast") { try await self.forecast($0) })
        table.add(.get("/s/{room}/people") { try await self.people($0) })
        table.add(.get("/s/{room}/person") { try await self.person($0) })
        for act in DashboardActs.Act.names {
            table.add(.post("/s/{room}/person/\(act)") { try await self.act(act, $0) })
        }
        table.add(.post("/s/{room}/person/export") { try await self.export($0) })
        table.add(.get("/s/{room}/letter") { try await self.letter($0) })
        table.add(.get("/s/{room}/letter/picture") { try await self.letterPicture($0) })
        table.add(.get("/s/{room}/operations") { try await self.operations($0) })
        for act in OperatingAct.names {
            table.add(.post("/s/{room}/operations/\(act)") { try await self.operate(act, $0) })
        }
        table.add(.post("/s/{room}/operations/failures") { try await self.failures($0) })
        table.add(.get("/s/{room}/files") { try await self.files($0) })
        table.add(.post("/s/{room}/files/reload") { try await self.reload($0) })
        table.add(.get("/s/{room}/inbox") { try await self.inbox($0) })
        table.add(.get("/s/{room}/inbox/message") { try await self.message($0) })
        table.add(.get("/s/{room}/inbox/html") { try await self.messageHTML($0) })
    }

    // MARK: For whoever was let in

    func visit(_ request: WebRequest) throws -> Visit? { try entrance.visit(request) }

    func door(_ request: WebRequest) -> Answer { entrance.shut(request) }

    func looking(_ request: WebRequest, _ show: (Visit) throws -> Answer) throws -> Answer {
        try entrance.looking(request, show)
    }

    func acting(_ request: WebRequest, _ act: (Visit, [String: String]) throws -> Answer) throws -> Answer {
        try entrance.acting(request, act)
    }

    /// The answer in place of a page of which nothing is known yet: it comes by itself, with script and without.
    func underWay(_ visit: Visit, at part: Frame.Part) -> Answer {
        var answer = page(.underway, visit, at: part, [:], status: 202)
        // Said without a fragment: where there is one, a browser would only look for it on the page that it has.
        let asked = Self.asked.compactMap { name in visit.request.query[name].map { (name: name, value: $0) } }
        if let refresh = HTTPField.Name("Refresh") {
            answer.headers[refresh] = "2; url=\(QueryText.adding(asked, to: "?"))"
        }
        return answer
    }

    /// The names of a query's values by which pages that are counted are asked.
    private static let asked = ["name", "from", "to", "days", "email", "percent"]

    func problem(_ key: String, _ status: Int, _ visit: Visit) -> Answer { entrance.problem(key, status, visit) }

    /// The answer with a page that follows what happens, where the browser runs its script.
    func live(_ page: Answer) -> Answer {
        var page = page
        page.overServer = DashboardHeaders.live
        return page
    }

    func page(
        _ page: DashboardPage, _ visit: Visit, at part: Frame.Part?, _ values: [String: TemplateValue],
        status: Int = 200
    ) -> Answer {
        entrance.page(page, visit, at: part, values, status: status)
    }
}
