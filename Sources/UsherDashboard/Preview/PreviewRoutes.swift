import HTTPTypes
import Synchronization
import UsherCore
import UsherReports
import UsherSupport
import UsherWeb

/// E-mails by the files as they lie there, on a serial queue of its own: what is read and filled in here holds up
/// nobody who sends, and nobody who looks at other pages. Each path answers 403, and how to come in, without a session.
///
/// | Path | |
/// | --- | --- |
/// | `/live.js` | the script by which a page follows the files; needs no session |
/// | `/s/ROOM/preview` | which e-mails there are |
/// | `/s/ROOM/mail?message=CAMPAIGN/STEP` | one of them, for the sample person `as=NAME` or the contact `person=NUMBER` |
/// | `/s/ROOM/picture`, the same with `look=desk`, `phone` or `dark` | its HTML, for a frame of that page alone |
/// | `/s/ROOM/mail/spam` | POST: asks this machine's spam filter about one of them, and says what it says |
/// | `/s/ROOM/changes?since=` | an event when the files have changed since then: `PreviewRoutes+Changes.swift` |
///
/// No path of a file is in a request: campaign, step and person are looked up among those that there are.
package actor PreviewRoutes: WebRoutes {
    package typealias Examine = @Sendable (Preview) -> MailExam
    /// A function that asks the spam filter. Blocks for as long as the filter takes.
    package typealias AskFilter = @Sendable (Preview) -> MailExam.Remark

    nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    nonisolated let door: DashboardDoor
    private let examine: Examine
    private let filter: FilterLane
    private var book: PreviewBook
    /// A random number of this process: a number of another one means nothing here.
    let epoch = UInt32.random(in: .min ... .max)
    /// The windows that wait for a change, by room.
    var waits = Waits()
    private let isStopping = Atomic(false)

    /// Makes the routes.
    ///
    /// - Parameter book: made with the lane that it is asked on.
    package init(
        _ door: DashboardDoor, lanes: Lanes, examine: @escaping Examine, askFilter: @escaping AskFilter,
        book: (ContinuousClock.Instant) -> PreviewBook
    ) {
        lane = lanes.lane("usher.preview")
        self.door = door
        self.examine = examine
        filter = FilterLane(lanes.lane("usher.preview.filter"), ask: askFilter)
        self.book = book(lane.instant)
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/live.js") { _ in EmbeddedDashboard.answer("live.js", type: "text/javascript; charset=utf-8") })
        table.add(.get("/s/{room}/preview") { try await self.list($0) })
        table.add(.get("/s/{room}/mail") { try await self.mail($0) })
        table.add(.post("/s/{room}/mail/spam", bodyLimit: 4096) { try await self.spam($0) })
        table.add(.get("/s/{room}/picture") { try await self.picture($0) })
        table.add(.get("/s/{room}/changes") { try await self.changes($0) })
    }

    /// Answers whoever waits, because the listener closes.
    package nonisolated func stop() { isStopping.store(true, ordering: .relaxed) }

    nonisolated var hasStopped: Bool { isStopping.load(ordering: .relaxed) }

    /// The number of what lies there now, looked at once.
    func number() -> String { "\(epoch).\(book.changes(at: lane.instant))" }

    private func list(_ request: WebRequest) throws -> Answer {
        try door.looking(request) { visit in
            let page = PreviewPage(texts: Texts(visit.language), reader: Self.reader(request.query))
            return live(.preview, visit, page.values(book.shelf()))
        }
    }

    private func mail(_ request: WebRequest) throws -> Answer {
        try door.looking(request) { visit in
            guard let letter = try letter(request) else { return door.problem("problem_unknown", 404, visit) }
            let page = PreviewPage(texts: Texts(visit.language), reader: Self.reader(request.query))
            return live(.mail, visit, page.values(letter, letter.picture.map(examine)))
        }
    }

    private func spam(_ request: WebRequest) async throws -> Answer {
        var asked: (visit: Visit, form: [String: String], picture: Preview)?
        let unknown = try door.asking(request) { visit, form in
            let letter = try book.letter(form["message"] ?? "", for: Self.reader(form), checked: false)
            asked = letter?.picture.map { (visit, form, $0) }
            return door.problem("problem_unknown", 404, visit)
        }
        guard let (visit, form, picture) = asked else { return unknown }
        let page = PreviewPage(texts: Texts(visit.language), reader: Self.reader(form))
        let remark = try await filter.answer(picture)
        return door.page(.spam, visit, at: .preview, page.values(form["message"] ?? "", remark))
    }

    private func picture(_ request: WebRequest) throws -> Answer {
        try door.looking(request) { visit in
            guard let look = MailLook(rawValue: request.query["look"] ?? ""),
                let letter = try letter(request, checked: false)
            else {
                return door.problem("problem_unknown", 404, visit)
            }
            // Where the files broke just now, the page around it says so in a moment.
            let octets = letter.picture.map { MailDocument.octets($0.html, look) } ?? []
            var answer = Answer.octets(octets, type: "text/html; charset=utf-8")
            answer.overServer = DashboardHeaders.mail
            return answer
        }
    }

    private func letter(_ request: WebRequest, checked: Bool = true) throws -> PreviewLetter? {
        try book.letter(request.query["message"] ?? "", for: Self.reader(request.query), checked: checked)
    }

    private static func reader(_ fields: [String: String]) -> PreviewReader {
        if let number = fields["person"], !number.isEmpty { return .contact(ContactID(Int64(number) ?? 0)) }
        return .sample(fields["as"].flatMap { $0.isEmpty ? nil : $0 })
    }

    /// The answer with a page that follows the files, where the browser runs its script.
    private func live(_ page: DashboardPage, _ visit: Visit, _ values: [String: TemplateValue]) -> Answer {
        let following: [String: TemplateValue] = ["is_live": .flag(true), "since": .text(number())]
        var answer = door.page(page, visit, at: .preview, values.merging(following) { $1 })
        answer.overServer = DashboardHeaders.live
        return answer
    }
}
