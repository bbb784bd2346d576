import Foundation
import UsherCore
import UsherStore

/// The numbers of rows at two looks a day apart, so that `usher status` can say what grows.
struct Growth: Codable, Hashable {
    struct Look: Codable, Hashable {
        var at: Timestamp
        var rows: [String: Int]
    }

    /// The earlier look; nil before there are two.
    var first: Look?
    var last: Look

    private static let note = "growth"
    private static let day: Int64 = 86_400_000
    /// How many milliseconds must lie between two looks: a daemon that starts anew looks at once.
    private static let least: Int64 = 20 * 3_600_000

    /// The growth with another look, where it is time for one; nil where it is not.
    func looking(_ rows: [String: Int], now: Timestamp) -> Growth? {
        // A calendar that was set back begins anew.
        guard now >= last.at else { return Growth(first: nil, last: Look(at: now, rows: rows)) }
        return now.since(last.at) < Self.least ? nil : Growth(first: last, last: Look(at: now, rows: rows))
    }

    /// How many rows came in a day, by table; nil before the second look.
    var daily: [String: Int]? {
        guard let first else { return nil }
        let span = max(1, last.at.since(first.at))
        var daily: [String: Int] = [:]
        for (table, rows) in last.rows {
            let more = max(0, rows - (first.rows[table] ?? rows))
            daily[table] = Int((Double(more) * Double(Self.day) / Double(span)).rounded())
        }
        return daily
    }

    static func read(_ store: SQLiteStore) throws(StoreError) -> Growth? {
        guard let text = try store.note(note) else { return nil }
        // What is no such text is written anew.
        return try? JSONDecoder().decode(Growth.self, from: Data(text.utf8))
    }

    /// Looks at the store and notes it there, where it is time.
    static func look(_ store: SQLiteStore, now: Timestamp) throws(StoreError) {
        let (known, rows) = (try read(store), try store.growth())
        let new = known.map { $0.looking(rows, now: now) } ?? Growth(first: nil, last: Look(at: now, rows: rows))
        if let text = new.flatMap({ try? SortedJSON.text(of: $0) }) { try store.setNote(note, text) }
    }
}
