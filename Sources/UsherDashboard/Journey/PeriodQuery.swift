import UsherCore
import UsherReports

/// Reads which period an address asks for. Pure. A campaign's page looks back for longer than the 28 days of the
/// journey.
///
/// | Query | |
/// | --- | --- |
/// | nothing | the last 28 days |
/// | `days=7` | the last 7; 1 to 3660 |
/// | `from=2026-11-01&to=2026-11-30` | these |
/// | `from=2026-11-01`, `to=2026-11-30` | until today; 30 days until then |
/// | a day that is none, an end before the beginning, more than ten years, `days=0` | the last 28 days, and that it was wrong |
enum PeriodQuery {
    /// How many days a period has where nothing is said: whole weeks, so that the period before has the same weekdays.
    static let usualDays = 28
    static let mostDays = 3660

    static func period(
        _ query: [String: String], now: Timestamp, usualDays: Int = PeriodQuery.usualDays
    ) -> (ReportPeriod, isWrong: Bool) {
        let usual = ReportPeriod(days: usualDays, now: now)
        func said(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let days = said("days") {
            guard let days = Int(days), (1...mostDays).contains(days) else { return (usual, true) }
            return (ReportPeriod(days: days, now: now), false)
        }
        guard said("from") != nil || said("to") != nil else { return (usual, false) }
        do throws(Misreading) {
            let period = try ReportPeriod(from: said("from"), to: said("to"), now: now)
            guard let length = period.length, length <= mostDays else { return (usual, true) }
            return (period, false)
        } catch {
            return (usual, true)
        }
    }
}
