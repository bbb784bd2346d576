import UsherCore
import UsherMail
import UsherWeb

/// One request of a browser that was let in.
struct Visit: Sendable {
    let request: WebRequest
    let session: DashboardSession
    /// The session's own path, below `/s/`.
    let room: String
    let language: DashboardLanguage
    /// The calendar's.
    let now: Timestamp
    /// The shop's.
    let clock: ZoneClock
    /// Nil where nothing is sent at all.
    let mode: Settings.Mode?

    /// Of when a page's numbers are that took long to count, by the shop's clock, and whether newer ones come.
    func counted(_ at: Timestamp, _ isRenewed: Bool) -> [String: TemplateValue] {
        let moment = LocalFormat.moment(at, clock: clock, language: language.rawValue)
        return ["counted_at": .text("\(moment) (\(clock.name))"), "is_renewed": .flag(isRenewed)]
    }

    /// What the forms of this session's pages carry.
    var pageToken: String { Base64URL.encode(session.pageToken) }

    /// Whether a form was one of this session's pages'. Looks at every octet whatever it finds.
    func carriesPageToken(_ form: [String: String]) -> Bool {
        guard let shown = form["page"].flatMap({ Base64URL.decode($0) }), shown.count == session.pageToken.count else {
            return false
        }
        return zip(shown, session.pageToken).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
