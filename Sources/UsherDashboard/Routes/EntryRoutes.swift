import HTTPTypes
import UsherCore
import UsherMail
import UsherSupport
import UsherWeb

/// The way in and out, and how every page looks.
///
/// | Path | |
/// | --- | --- |
/// | `/enter/SECRET` | GET: the button; nothing is looked up. POST: spends the link and opens a session |
/// | `/style.css`, `/icon.svg` | how it looks |
/// | `/` | 403, how to come in |
/// | `/s/ROOM/leave` | POST: ends this session; without one 403, how to come in |
package actor EntryRoutes: WebRoutes {
    nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let door: DashboardDoor
    /// The rates at which wrong links may be tried, by anybody: some at once, and then one in six seconds.
    private let wrongLinks: SharedRates<String>

    package init(_ door: DashboardDoor, lane: any Lane, seconds: @escaping @Sendable () -> Double = monotonicSeconds())
    {
        self.door = door
        self.lane = lane
        wrongLinks = SharedRates(.init(burst: 20, perSecond: 1.0 / 6), seconds: seconds)
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/style.css") { _ in EmbeddedDashboard.answer("style.css", type: "text/css; charset=utf-8") })
        table.add(.get("/icon.svg") { _ in EmbeddedDashboard.answer("icon.svg", type: "image/svg+xml") })
        table.add(.get("/enter/{secret}") { await self.showLink($0) })
        table.add(.post("/enter/{secret}", bodyLimit: 1024) { try await self.enter($0) })
        table.add(.get("/") { await self.shut($0) })
        table.add(.post("/s/{room}/leave", bodyLimit: 1024) { try await self.leave($0) })
    }

    private func shut(_ request: WebRequest) -> Answer { door.shut(request) }

    /// Shows a link's button to whatever fetches it, a preview or a scanner too: the link is as good as before.
    private func showLink(_ request: WebRequest) -> Answer {
        door.press.answer(.enter, door.language(of: request), BareFrame.values)
    }

    private func enter(_ request: WebRequest) throws -> Answer {
        let secret = DashboardSecret(.session)
        let now = door.machineNow()
        let session = try DashboardSecret(.link, shown: request.variable).flatMap { link in
            try door.sessions.openDashboardSession(
                link: link.hash, hash: secret.hash, pageToken: DashboardSecret.randomOctets(),
                endsAt: now.adding(milliseconds: DashboardSession.lasts), now: now)
        }
        guard session != nil else {
            if let seconds = wrongLinks.take("") { throw WebRefusal.tooMany(retryAfter: seconds) }
            throw WebRefusal.expired
        }
        var answer = Answer.redirect(to: "/s/\(secret.room)/\(door.first)", status: 303)
        answer.headers[.setCookie] = SessionCookie.set(secret, seconds: DashboardSession.lasts / 1000)
        return answer
    }

    /// Ends the session whose page has the button. A page of another session ends none.
    private func leave(_ request: WebRequest) throws -> Answer {
        guard let shown = SessionCookie.read(request.headers, room: request.variable),
            let visit = try door.visit(request)
        else {
            return door.shut(request)
        }
        guard visit.carriesPageToken(try request.form()) else { return door.problem("problem_old_page", 403, visit) }
        _ = try door.sessions.endDashboardSession(shown.hash, now: door.machineNow())
        var answer = Answer.redirect(to: "/", status: 303)
        answer.headers[.setCookie] = SessionCookie.removed(room: shown.room)
        return answer
    }
}
