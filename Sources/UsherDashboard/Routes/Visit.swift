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
    /// The calendar's time.
    let now: Timestamp
    /// The shop's clock.
    let clock: ZoneClock
    /// The mode of the home; nil where nothing is sent at all.
    let mode: Settings.Mode?

    /// The values that say when a page's numbers were counted that took long, by the shop's clock, and whether newer
    /// ones come.
    func counted(_ at: Timestamp, _ isRenewed: Bool) -> [String: TemplateValue] {
        let moment = LocalFormat.moment(at, clock: clock, language: language.rawValue)
        return ["counted_at": .text("\(moment) (\(clock.name))"), "is_renewed": .flag(isRenewed)]
    }

    /// The token that the forms of this session's pages carry.
    var pageToken: String { Base64URL.encode(session.pageToken) }

    /// Whether a form came from one of this session's pages. Looks at every octet whatever it finds.
    func carriesPageToken(_ form: [String: String]) -> Bool {
        guard let shown = form["page"].flatMap({ Base64URL.decode($0) }), shown.count == session.pageToken.count else {
            return false
        }
        return zip(shown, session.pageToken).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
