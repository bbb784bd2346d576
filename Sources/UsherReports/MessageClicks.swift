import UsherCore

/// The clicks on the tracked links of one message.
package struct MessageClicks: Sendable, Encodable {
    /// How often people followed a link.
    package let people: Int
    package let scanners: Int
    /// The moment at which a person did so first, as ISO 8601 in UTC.
    package let first: String?
    /// The same moment in words, on the contact's clock.
    let when: String?

    private enum CodingKeys: String, CodingKey {
        case people, scanners, first
    }

    /// Counts rows of clicks; nil for no rows.
    package init?(_ rows: [ClickRow], clock: ZoneClock) {
        guard !rows.isEmpty else { return nil }
        let persons = rows.filter { $0.visitor == .person }
        people = persons.reduce(0) { $0 + $1.count }
        scanners = rows.reduce(0) { $0 + $1.count } - people
        let moment = persons.map(\.first).min()
        first = moment?.iso8601
        when = moment.map { Wording.time($0, clock: clock) }
    }

    /// The sentence about the clicks: `clicked twice, first Mon 2026-11-23 09:31 ...; followed once by a mail filter`.
    package var words: String {
        let byPeople = when.map { "clicked \(Self.times(people))\(people > 1 ? ", first" : ",") \($0)" }
        let byScanners = scanners > 0 ? "followed \(Self.times(scanners)) by a mail filter" : nil
        return [byPeople, byScanners].compactMap(\.self).joined(separator: "; ")
    }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
}
