import UsherCore

/// One delivery as `usher queue` shows it.
package struct DeliveryLine: Sendable, Encodable {
    package let delivery: Int64
    package let address: String
    package let message: String
    package let kind: MessageKind
    package let state: DeliveryState
    package let inDoubt: Bool
    package let attempts: Int
    /// The moment at which it is due, as ISO 8601 in UTC; nil unless it waits.
    package let due: String?
    package let settled: String?
    package let code: String?
    package let reply: String?
    /// The code of why it was not sent, or goes once more (`DeliveryReason`), and the same in words.
    package let reason: String?
    package let words: String?
    private let moments: (due: Timestamp?, settled: Timestamp?)

    private enum CodingKeys: String, CodingKey {
        case delivery, address, message, kind, state, inDoubt, attempts, due, settled, code, reply, reason, words
    }

    package init(_ row: DeliveryRow, plan: Plan) {
        delivery = row.id.value
        address = row.recipient
        message = Self.message(row, plan.catalog)
        kind = row.kind
        state = row.state
        inDoubt = row.inDoubt
        attempts = row.attempts
        moments = (row.due, row.settledAt)
        due = row.due?.iso8601
        settled = row.settledAt?.iso8601
        code = row.reply?.codes
        reply = row.reply?.text
        reason = row.reason?.coded.code
        words = row.reason?.words
    }

    /// The headings above the lines' columns.
    package static let heading = ["no.", "state", "when", "message", "to"]

    package var cells: [String] {
        var last = [address]
        if inDoubt { last.append("in doubt") }
        if attempts > 1 || (attempts == 1 && !state.isSettled) { last.append(Wording.count(attempts, "try", "tries")) }
        if let code { last.append("(\(code))") }
        if let words { last.append(words) }
        return ["\(delivery)", state.rawValue, due ?? settled ?? "", message, last.joined(separator: " ")]
    }

    /// The lines about one delivery, one thing on each, the times on `clock` and UTC.
    package func details(clock: ZoneClock) -> [String] {
        let answer = code.map { code in [code, reply ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
        let rows: [(String, String?)] = [
            ("delivery", "\(delivery)"), ("to", address), ("message", "\(message), \(kind.rawValue)"),
            ("state", state.rawValue + (inDoubt ? ", in doubt" : "")),
            ("due", moments.due.map { Wording.time($0, clock: clock) }),
            ("done", moments.settled.map { Wording.time($0, clock: clock) }),
            ("tries", "\(attempts)"), ("answer", answer), ("reason", words),
        ]
        return rows.compactMap { name, value in value.map { "\(name.padding(to: 9)) \($0)" } }
    }

    private static func message(_ row: DeliveryRow, _ catalog: Catalog) -> String {
        guard let campaign = row.campaign else { return row.notice ?? "notice" }
        let step = row.step.flatMap { catalog.stepName($0, in: campaign) } ?? "?"
        return "\(catalog.campaignName(campaign) ?? "?")/\(step)"
    }
}

extension DeliveryRow {
    /// The recipient for people: the address, or that there is none any more.
    package var recipient: String { address?.wire ?? "erased \(contact)" }
}
