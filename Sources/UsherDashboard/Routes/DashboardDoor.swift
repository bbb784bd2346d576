import UsherCore
import UsherMail
import UsherSupport
import UsherTemplates
import UsherWeb

/// The door of every part of the dashboard: who is let in, and what stands around a page. It looks for sessions in the
/// store and blocks: each part asks it on a lane of its own.
package struct DashboardDoor: Sendable {
    let sessions: any DashboardStore
    package let press: DashboardPress
    /// The mode of the home; nil where nothing is sent at all.
    let mode: Settings.Mode?
    /// The parts that a session is led to, in this order.
    let parts: [Frame.Part]
    /// The page to which a browser that was let in goes first, below its room: `journey`.
    let first: String
    /// The command that prints a link in.
    let command: String
    /// The shop's clock, by the files in force.
    let clock: @Sendable () -> ZoneClock
    /// The calendar's.
    let now: @Sendable () -> Timestamp
    /// The machine's time, by which links and sessions end.
    let machineNow: @Sendable () -> Timestamp

    /// The door for e-mails alone, where there is no daemon.
    package static func ofPreviews(
        _ sessions: any DashboardStore, press: DashboardPress, first: String, now: @escaping @Sendable () -> Timestamp
    ) -> DashboardDoor {
        DashboardDoor(
            sessions: sessions, press: press, mode: nil, parts: [.preview], first: first,
            command: "usher preview --open", clock: { .utc }, now: now, machineNow: now)
    }

    // MARK: Who asks

    func language(of request: WebRequest) -> DashboardLanguage {
        DashboardLanguage(accepting: request.headers[.acceptLanguage])
    }

    func visit(_ request: WebRequest) throws -> Visit? {
        guard let shown = SessionCookie.read(request.headers, room: request.variable),
            let session = try sessions.dashboardSession(shown.hash, now: machineNow())
        else { return nil }
        return Visit(
            request: request, session: session, room: shown.room, language: language(of: request), now: now(),
            clock: clock(), mode: mode)
    }

    /// The answer with a page, for a session of either kind.
    func looking(_ request: WebRequest, _ show: (Visit) throws -> Answer) throws -> Answer {
        // Whoever went away while others were served is not served.
        try Task.checkCancellation()
        guard let visit = try visit(request) else { return shut(request) }
        return try show(visit)
    }

    /// The answer to something that is done, for a session that may and a form of one of its own pages. `DoorCheck` has
    /// seen to it that the browser sent it from here.
    func acting(_ request: WebRequest, _ act: (Visit, [String: String]) throws -> Answer) throws -> Answer {
        guard let visit = try visit(request) else { return shut(request) }
        guard visit.session.mayAct else { return problem("problem_looking", 403, visit) }
        return try formed(visit, act)
    }

    /// The answer to something that is asked by a form and changes nothing, for a session of either kind.
    func asking(_ request: WebRequest, _ ask: (Visit, [String: String]) throws -> Answer) throws -> Answer {
        guard let visit = try visit(request) else { return shut(request) }
        return try formed(visit, ask)
    }

    private func formed(_ visit: Visit, _ answer: (Visit, [String: String]) throws -> Answer) throws -> Answer {
        let form = try visit.request.form()
        guard visit.carriesPageToken(form) else { return problem("problem_old_page", 403, visit) }
        return try answer(visit, form)
    }

    // MARK: What is shown

    func shut(_ request: WebRequest) -> Answer {
        let values: [String: TemplateValue] = ["command": .text(command), "acts": .flag(parts.contains(.people))]
        return press.answer(.door, language(of: request), BareFrame.values.merging(values) { $1 }, status: 403)
    }

    func problem(_ key: String, _ status: Int, _ visit: Visit) -> Answer {
        page(
            .problem, visit, at: nil,
            ["sentence": .text(Texts(visit.language)[key]), "first": .text(parts.first?.rawValue ?? "")],
            status: status)
    }

    func page(
        _ page: DashboardPage, _ visit: Visit, at part: Frame.Part?, _ values: [String: TemplateValue],
        status: Int = 200
    ) -> Answer {
        press.answer(
            page, visit.language, values.merging(Frame(visit, at: part, of: parts).values) { $1 }, status: status)
    }
}
