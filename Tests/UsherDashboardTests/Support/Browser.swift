import Foundation
import HTTPTypes
import Logging
import Synchronization
import TestHomes
import TestSupport
import Testing
import UsherCore
import UsherHome
import UsherMail
import UsherReports
import UsherSupport

@testable import UsherDashboard
@testable import UsherStore
@testable import UsherWeb

/// The dashboard over a store of its own, and one browser before it, without a wire between.
final class Browser {
    struct Reply {
        let status: Int
        let text: String
        let headers: HTTPFields
        var overServer: HTTPFields = [:]
    }

    static let start = Timestamp(seconds: 1_795_431_600)

    let store: SQLiteStore
    let acted = Acted()
    /// How often a forecast was asked for.
    let forecasts = SharedCount()
    var cookie: String?
    var lastCookie: String?
    var language = "en"
    /// Of the session that was opened last.
    var room = "x"
    private let folder: TemporaryFolder
    private let clock: SharedMoment
    private let routes: DashboardRoutes
    /// The files of `PaperBoat`, which the daemon has taken up as they were at first.
    let home: TemporaryFolder
    let previews: PreviewRoutes
    let live: LiveRoutes
    /// What the pages that follow it show.
    let happenings = SharedCount()
    /// So many more questions of what the machine's clock says, and every session is over; nil never ends one.
    var endsAfter: Int? {
        get { ending.value }
        set { ending.value = newValue }
    }
    private let ending: Ending
    private let table: RouteTable

    init(
        hasInbox: Bool = true,
        report: @escaping @Sendable (ReportPeriod) throws -> JourneyReport = { Browser.report($0) }
    ) throws {
        folder = try TemporaryFolder("dashboard")
        store = try SQLiteStore.open(path: folder("usher.sqlite"), hash: { AddressHash(octets: Array($0.text.utf8)) })
        let clock = SharedMoment(Browser.start)
        self.clock = clock
        let house = DashboardHouse(
            sessions: store, mode: .rehearsal, clock: { .utc }, now: { Browser.start }, machineNow: { clock.value },
            report: report, firstCountedDay: { nil },
            stageLabel: { $0 == .subscribe ? "Ab & on" : $0.rawValue }, counts: Self.counts(report, forecasts),
            people: .of(store), letters: .some,
            operations: .of(store, acted), acts: acted.dashboard, files: acted.files,
            inbox: hasInbox ? .one : nil)
        let press = try DashboardPress(logger: Logger(label: "test"))
        routes = DashboardRoutes(house, press: press, seconds: { 0 })
        let (home, ending) = (try TemporaryFolder.paperBoat(), Ending())
        (self.home, self.ending) = (home, ending)
        previews = PreviewRoutes(
            DashboardDoor(
                sessions: store, press: press, mode: .rehearsal, parts: Frame.Part.allCases, first: "journey",
                command: "usher dashboard", clock: { .utc }, now: { Browser.start },
                machineNow: {
                    ending.isOver ? clock.value.adding(milliseconds: DashboardSession.lasts) : clock.value
                }),
            lanes: .queues, examine: Browser.examine, askFilter: Browser.askFilter
        ) { [store] in
            PreviewBook(
                home: home.path, daemon: .of(store, inForce: HomeReader.inspect(home.path).readable),
                now: { Browser.start }, at: $0)
        }
        let happenings = happenings
        live = LiveRoutes(
            house.door(press), lanes: .queues,
            subjects: .init(operations: { happenings.value }, journey: { happenings.value + 100 }))
        table = RouteTable([routes, previews, live])
    }

    /// Nobody anywhere.
    static func report(_ period: ReportPeriod) -> JourneyReport {
        JourneyReport(JourneyCounts(), plan: plan, from: period.from, to: period.to)
    }

    /// Of one campaign.
    private static func counts(
        _ report: @escaping @Sendable (ReportPeriod) throws -> JourneyReport, _ forecasts: SharedCount
    ) -> DashboardCounts {
        DashboardCounts(
            report: report,
            table: { name, period in
                guard name == "welcome" else { return nil }
                var table = CampaignPageTests.table([CampaignPageTests.step("one", 1)])
                (table.from, table.to) = (period.from, period.to)
                return table
            },
            ground: {
                forecasts.add()
                return ForecastPageTests.ground
            }, forecast: { _, _ in ForecastPageTests.forecast }, emails: { ["welcome.one"] }, edition: { 1 })
    }

    static let plan = Plan(
        settings: Settings(sender: Mailbox(name: "Shop", address: "shop@example.org")), campaigns: [],
        catalog: Catalog())

    var now: Timestamp { clock.value }

    func pass(milliseconds: Int64) { clock.value = clock.value.adding(milliseconds: milliseconds) }

    func link(mayAct: Bool = false) throws -> String {
        let secret = DashboardSecret(.link)
        try store.addDashboardLink(
            hash: secret.hash, mayAct: mayAct, endsAt: now.adding(milliseconds: DashboardSession.linkLasts), now: now)
        return secret.text
    }

    /// With a session of its own.
    func enter(mayAct: Bool = false) async throws {
        #expect(try await post("/enter/\(try link(mayAct: mayAct))").status == 303)
    }

    /// Until it is there: on a busy machine it may be said first that it is being counted.
    func get(_ path: String) async throws -> Reply {
        while true {
            let reply = try await ask("GET", path)
            guard reply.status == 202 else { return reply }
        }
    }

    func post(_ path: String, _ body: String = "") async throws -> Reply { try await ask("POST", path, body) }

    func ask(_ method: String, _ path: String, _ body: String = "") async throws -> Reply {
        let isOutside = path == "/" || path.hasPrefix("/enter/") || path.hasPrefix("/s/")
        let parts = (isOutside ? path : "/s/\(room)\(path)").split(separator: "?", maxSplits: 1).map(String.init)
        guard case .route(let route, let variable) = table.match(method: method, path: parts[0]) else {
            return Reply(status: 404, text: "", headers: [:])
        }
        let query = URLEncodedForm.fields((parts.count > 1 ? parts[1] : "").utf8) ?? []
        let head = WebRequest(
            variable: variable, isHead: method == "HEAD", query: Dictionary(query) { first, _ in first },
            headers: headers)
        do {
            let answer = try await route.answer(head) { _ in Array(body.utf8) }
            if let set = answer.headers[.setCookie] {
                cookie = String(set.prefix { $0 != ";" })
                lastCookie = cookie
                if let found = answer.headers[.location]?.split(separator: "/").dropFirst().first {
                    room = String(found)
                }
            }
            var text = ""
            if case .octets(let octets, _) = answer.content { text = String(decoding: octets, as: UTF8.self) }
            return Reply(
                status: answer.status, text: text, headers: answer.headers, overServer: answer.overServer)
        } catch let refusal as WebRefusal {
            return Reply(status: refusal.status, text: "", headers: [:])
        }
    }

    /// Something that is done, as any part does it; 204 when it is.
    func act(_ body: String) async throws -> Int {
        let request = WebRequest(variable: room, headers: headers, body: Array(body.utf8))
        return try await routes.tried(request)
    }

    private var headers: HTTPFields {
        var fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .acceptLanguage: language]
        if let cookie { fields[.cookie] = cookie }
        return fields
    }

    /// Of the page that is open.
    func pageToken() async throws -> String {
        let text = try await get("/journey").text
        return String(try #require(text.firstMatch(of: /name="page" value="([^"]+)"/)).output.1)
    }
}

extension DashboardRoutes {
    fileprivate func tried(_ request: WebRequest) throws -> Int {
        try acting(request) { _, _ in .octets([], type: "text/plain", status: 204) }.status
    }
}

/// A moment that a test moves on.
final class SharedMoment: Sendable {
    private let moment: Mutex<Timestamp>

    init(_ moment: Timestamp) { self.moment = Mutex(moment) }

    var value: Timestamp {
        get { moment.withLock { $0 } }
        set { moment.withLock { $0 = newValue } }
    }
}

/// Counts on whatever thread.
final class SharedCount: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add() { count.withLock { $0 += 1 } }
}
