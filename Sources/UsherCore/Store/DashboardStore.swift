/// The part of `Store` that knows which browsers may look at the dashboard. Of links and sessions only hashes of their
/// secrets are kept: whoever reads the database cannot use them.
///
/// `now` is the machine's time here, also where the calendar is stepped: a link is for people.
package protocol DashboardStore: Sendable {
    /// A link that opens one session before `endsAt`. Of links that nobody used the newest
    /// `DashboardSession.mostLinks` stay.
    func addDashboardLink(hash: [UInt8], mayAct: Bool, endsAt: Timestamp, now: Timestamp) throws(StoreError)
    /// Spends the link of that hash and opens a session in its place, in one transaction. Nil, and nothing is changed,
    /// for a link that was spent, that came to its end, or that there never was. Of sessions the newest
    /// `DashboardSession.most` stay.
    ///
    /// `hash` is of what the browser will show, `pageToken` what its pages will carry.
    func openDashboardSession(
        link: [UInt8], hash: [UInt8], pageToken: [UInt8], endsAt: Timestamp, now: Timestamp
    ) throws(StoreError) -> DashboardSession?
    /// The session in force of that hash. Sees what other processes committed, so a session ends at once everywhere.
    func dashboardSession(_ hash: [UInt8], now: Timestamp) throws(StoreError) -> DashboardSession?
    /// Ends one session. False when it is over.
    func endDashboardSession(_ hash: [UInt8], now: Timestamp) throws(StoreError) -> Bool
    /// Ends every session and spends every link. Returns how many sessions were in force.
    func endDashboardSessions(now: Timestamp) throws(StoreError) -> Int
}

/// A browser that was let in.
package struct DashboardSession: Hashable, Sendable {
    /// Whether the session may do more than look.
    package var mayAct: Bool
    /// The 32 random octets that each form of its pages carries, and no cookie.
    package var pageToken: [UInt8]
    package var openedAt: Timestamp
    package var endsAt: Timestamp

    /// How long a link works, in milliseconds: ten minutes.
    package static let linkLasts: Int64 = 10 * 60_000
    /// How long a session lasts, in milliseconds: twelve hours.
    package static let lasts: Int64 = 12 * 3_600_000
    package static let mostLinks = 16
    package static let most = 32

    package init(mayAct: Bool, pageToken: [UInt8], openedAt: Timestamp, endsAt: Timestamp) {
        self.mayAct = mayAct
        self.pageToken = pageToken
        self.openedAt = openedAt
        self.endsAt = endsAt
    }
}
