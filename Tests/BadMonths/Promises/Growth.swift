/// What is left of the years of a daemon, and what may be left. Rows that tell what was done stay for ever; nothing
/// else grows but with those whom it is about just now.
package enum Growth {
    /// How it is at the end of a year.
    package struct Year: Sendable {
        package var number = 0
        package var messages = 0
        /// Rows by table.
        package var rows: [String: Int64] = [:]
        /// Of the file without its free pages, and with them.
        package var used: Int64 = 0
        package var file: Int64 = 0
        package var log: Int64 = 0
        /// What a daemon has taken of memory seventy-five days after its start, at a beginning of this year.
        package var heap: Int64 = 0
    }

    /// What belongs to people and messages, and is kept with them: it may grow as fast as they do.
    static let kept: Set<String> = [
        "contacts", "consents", "suppressions", "suppressed", "erasures", "enrollments", "deliveries", "events",
        "transitions", "refusals", "clicks", "tags", "codes", "referrals", "earnings", "introductions",
        "returned",
    ]
    /// A row for a day, or for an edit.
    static let counted: Set<String> = ["counters", "arrows", "stays", "takings", "visits", "revisions"]
    /// What is so now: a bound for the whole table.
    static let bounded: [String: Int64] = [
        "queue": 300, "claims": 0, "parked": 300, "turns": 100, "pauses": 10, "confirmation_slots": 200, "notes": 20,
        "identity": 1, "keys": 1, "campaigns": 6, "steps": 10, "api_tokens": 1, "tallies": 100, "attempts": 20,
        "mistakes": 100, "sending_days": 40, "beginnings": 4, "dashboard_links": 0, "dashboard_sessions": 0,
    ]

    /// Octets of the file for each row of what is kept and counted, and for what there always is.
    static let (octetsOfRow, octetsOfAny): (Int64, Int64) = (200, 1 << 20)
    /// The log is begun anew each time that it is moved.
    static let octetsOfLog: Int64 = 4 << 20
    /// By how much memory may differ from that of the second year: other people are there. Of three years the one in
    /// the middle counts, because what the world remembers beside the daemon moves to a larger place now and then.
    static let octetsOfChance: Int64 = 1 << 20

    /// What was promised not to happen.
    package static func wrong(_ years: [Year]) -> [String] {
        var wrong: [String] = []
        for year in years {
            func say(_ sentence: String) { wrong.append("at the end of year \(year.number) \(sentence)") }
            for (table, rows) in year.rows.sorted(by: { $0.key < $1.key }) {
                if let bound = bounded[table] {
                    if rows > bound { say("\(table) has \(rows) rows, and \(bound) are the most") }
                } else if !kept.contains(table), !counted.contains(table) {
                    say("there is a table \(table), of which nobody has said how it may grow")
                }
            }
            let rows = year.rows.filter { bounded[$0.key] == nil }.values.reduce(0, +)
            if year.file > octetsOfAny + octetsOfRow * rows {
                say("the file has \(year.file) octets for \(rows) rows")
            }
            if year.log > octetsOfLog { say("the log has \(year.log) octets") }
        }
        guard years.count > 1 else { return wrong }
        let second = years[1]
        let heaps = years.suffix(3).map(\.heap).sorted()
        if years.count > 4, heaps[1] > second.heap + second.heap / 4 + octetsOfChance {
            wrong.append("in the last years a daemon has \(heaps[1]) octets, and had \(second.heap) in the second")
        }
        for year in years.dropFirst(2) {
            for table in kept.union(counted) {
                let (now, then) = (year.rows[table] ?? 0, second.rows[table] ?? 0)
                guard now > 100 + 13 * then * Int64(year.number) / 20 else { continue }
                wrong.append("\(table) has \(now) rows after year \(year.number), and had \(then) after the second")
            }
        }
        return wrong
    }
}

extension Growth.Year: CustomStringConvertible {
    package var description: String {
        let all = rows.values.reduce(0, +)
        let few = ["contacts", "deliveries", "events", "queue", "revisions"].map { "\($0)=\(rows[$0] ?? 0)" }
        return "year=\(number) messages=\(messages) rows=\(all) \(few.joined(separator: " "))"
            + " file=\(file) used=\(used) log=\(log) heap=\(heap)"
    }
}
