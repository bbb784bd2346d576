import UsherCore

/// The days that a report is about: UTC, both included.
package struct ReportPeriod: Hashable, Sendable {
    /// The first day, such as `2026-11-22`.
    package let from: String
    package let to: String

    /// How many days a report looks back when nothing is said.
    package static let usualDays = 30

    /// How many days a campaign's report looks back when nothing is said, so that most of its e-mails have had the time
    /// to lead to something.
    package static let usualDaysOfCampaign = 90

    /// Reads from and to as people write days (`2026-11-01`); `to` is today where it is nil, and `from` makes it
    /// `usual` days. Throws one clause for what is no day, or an end before the beginning.
    package init(
        from: String?, to: String?, now: Timestamp, usual: Int = ReportPeriod.usualDays
    ) throws(Misreading) {
        let today = ZoneClock.utc.wall(at: now).day
        let last = try Self.day(to, "--to") ?? today
        let first = try Self.day(from, "--from") ?? last.adding(days: 1 - usual)
        guard first <= last else { throw Misreading("the period ends (\(last.date)) before it begins (\(first.date))") }
        self.from = first.date.description
        self.to = last.date.description
    }

    private static func day(_ text: String?, _ option: String) throws(Misreading) -> CivilDay? {
        guard let text else { return nil }
        guard text.utf8.count == 10, let moment = try? Timestamp(parsing: text, clock: .utc) else {
            throw Misreading("\(option) takes a day such as 2026-11-01, not '\(PlainText.shown(text))'")
        }
        return ZoneClock.utc.wall(at: moment).day
    }
}
