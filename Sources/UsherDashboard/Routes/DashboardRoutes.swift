import HTTPTypes
import Logging
import UsherCore
import UsherMail
import UsherReports
import UsherSupport
import UsherTemplates
import UsherWeb

/// Every path of the dashboard, on a serial queue of its own: what takes long there holds up nobody but who looks at it.
///
/// | Path | | Without a session |
/// | --- | --- | --- |
/// | `/enter/SECRET` | GET: the button; nothing is looked up. POST: spends the link and opens a session | the same |
/// | `/style.css`, `/icon.svg` | how it looks | the same |
/// | `/` | 403, how to come in | the same |
/// | `/s/ROOM/journey` | where people stand | 403, how to come in |
/// | `/s/ROOM/people?q=`, `/s/ROOM/person?id=` | whom a search finds; one of them | 403, how to come in |
/// | `/s/ROOM/person/enter`, `leave`, `stage`, `no` | POST: an act | 403, how to come in |
/// | `/s/ROOM/operations` | what the daemon does | 403, how to come in |
/// | `/s/ROOM/leave` | POST: ends this session | 403, how to come in |
///
/// Each session has a room, a path that follows from its secret, and its cookie goes nowhere else: a program of another
/// user, on another port of this machine, never gets one from a browser that it leads there.
///
/// A part that comes to be is a page with `looking`, and what it does a POST with `acting`; both look for the session
/// themselves.
package actor DashboardRoutes: WebRoutes {
    nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    let house: DashboardHouse
    let press: DashboardPress
    /// How many wrong links may be tried, by anybody: some at once, and then one in six seconds.
    private let wrongLinks: SharedRates<String>
    /// Of periods that are over, and when each was read.
    var pastReports: [ReportPeriod: (report: JourneyReport, at: ContinuousClock.Instant)] = [:]

    package init(
        _ house: DashboardHouse, press: DashboardPress, seconds: @escaping @Sendable () -> Double = monotonicSeconds()
    ) {
        lane = house.lanes.lane("usher.dashboard")
        self.house = house
        self.press = press
        wrongLinks = SharedRates(.init(burst: 20, perSecond: 1.0 / 6), seconds: seconds)
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/style.css") { _ in Self.file("style.css", type: "text/css; charset=utf-8") })
        table.add(.get("/icon.svg") { _ in Self.file("icon.svg", type: "image/svg+xml") })
        table.add(.get("/enter/{secret}") { await self.showLink($0) })
        table.add(.post("/enter/{secret}", bodyLimit: 1024) { try await self.enter($0) })
        table.add(.get("/") { await self.door($0) })
        table.add(.post("/s/{room}/leave", bodyLimit: 1024) { try await self.leave($0) })
        table.add(.get("/s/{room}/journey") { try await self.journey($0) })
        table.add(.get("/s/{room}/people") { try await self.people($0) })
        table.add(.get("/s/{room}/person") { try await self.person($0) })
        for act in DashboardActs.Act.names {
            table.add(.post("/s/{room}/person/\(act)") { try await self.act(act, $0) })
        }
        table.add(.get("/s/{room}/operations") { try await self.operations($0) })
    }

    private static func file(_ name: String, type: String) -> Answer {
        .octets(Array(EmbeddedDashboard.text(name).utf8), type: type)
    }

    // MARK: The way in and out

    /// Whatever fetches a link, a preview or a scanner, gets the page of its button: the link is as good as before.
    private func showLink(_ request: WebRequest) -> Answer {
        let language = language(of: request)
        return press.answer(.enter, language, BareFrame.values)
    }

    private func enter(_ request: WebRequest) throws -> Answer {
        let secret = DashboardSecret(.session)
        let now = house.machineNow()
        let session = try DashboardSecret(.link, shown: request.variable).flatMap { link in
            try house.sessions.openDashboardSession(
                link: link.hash, hash: secret.hash, pageToken: DashboardSecret.randomOctets(),
                endsAt: now.adding(milliseconds: DashboardSession.lasts), now: now)
        }
        guard session != nil else {
            if let seconds = wrongLinks.take("") { throw WebRefusal.tooMany(retryAfter: seconds) }
            throw WebRefusal.expired
        }
        var answer = Answer.redirect(to: "/s/\(secret.room)/journey", status: 303)
        answer.headers[.setCookie] = SessionCookie.set(secret, seconds: DashboardSession.lasts / 1000)
        return answer
    }

    /// A page of another session ends none: the button is this one's.
    private func leave(_ request: WebRequest) throws -> Answer {
        guard let shown = SessionCookie.read(request.headers, room: request.variable), let visit = try visit(request)
        else {
            return door(request)
        }
        guard visit.carriesPageToken(try request.form()) else { return problem("problem_old_page", 403, visit) }
        _ = try house.sessions.endDashboardSession(shown.hash, now: house.machineNow())
        var answer = Answer.redirect(to: "/", status: 303)
        answer.headers[.setCookie] = SessionCookie.removed(room: shown.room)
        return answer
    }

    // MARK: For whoever was let in

    private func language(of request: WebRequest) -> DashboardLanguage {
        DashboardLanguage(accepting: request.headers[.acceptLanguage])
    }

    private func visit(_ request: WebRequest) throws -> Visit? {
        guard let shown = SessionCookie.read(request.headers, room: request.variable),
            let session = try house.sessions.dashboardSession(shown.hash, now: house.machineNow())
        else { return nil }
        return Visit(
            request: request, session: session, room: shown.room, language: language(of: request), now: house.now(),
            clock: house.clock(), mode: house.mode)
    }

    /// A page, for a session of either kind.
    func looking(_ request: WebRequest, _ show: (Visit) throws -> Answer) throws -> Answer {
        // Whoever went away while others were served is not served.
        try Task.checkCancellation()
        guard let visit = try visit(request) else { return door(request) }
        return try show(visit)
    }

    /// Something that is done, for a session that may and a form of one of its own pages. `DoorCheck` has seen to it
    /// that the browser sent it from here.
    func acting(_ request: WebRequest, _ act: (Visit, [String: String]) throws -> Answer) throws -> Answer {
        guard let visit = try visit(request) else { return door(request) }
        guard visit.session.mayAct else { return problem("problem_looking", 403, visit) }
        let form = try request.form()
        guard visit.carriesPageToken(form) else { return problem("problem_old_page", 403, visit) }
        return try act(visit, form)
    }

    private func door(_ request: WebRequest) -> Answer {
        let language = language(of: request)
        return press.answer(.door, language, BareFrame.values, status: 403)
    }

    func problem(_ key: String, _ status: Int, _ visit: Visit) -> Answer {
        page(.problem, visit, at: nil, ["sentence": .text(Texts(visit.language)[key])], status: status)
    }

    func page(
        _ page: DashboardPage, _ visit: Visit, at part: Frame.Part?, _ values: [String: TemplateValue],
        status: Int = 200
    ) -> Answer {
        press.answer(page, visit.language, values.merging(Frame(visit, at: part).values) { $1 }, status: status)
    }
}
