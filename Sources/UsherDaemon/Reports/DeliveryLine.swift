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
    /// ISO 8601, UTC; nil unless it waits.
    package let due: String?
    package let settled: String?
    package let code: String?
    package let reply: String?
    package let reason: String?

    package init(_ row: DeliveryRow, plan: Plan) {
        delivery = row.id.value
        address = row.address.wire
        message = Self.message(row, plan.catalog)
        kind = row.kind
        state = row.state
        inDoubt = row.inDoubt
        attempts = row.attempts
        due = row.due?.iso8601
        settled = row.settledAt?.iso8601
        code = row.reply?.codes
        reply = row.reply?.text
        reason = row.reason
    }

    package var text: String {
        var words = [
            "\(delivery)".padding(to: 7), state.rawValue.padding(to: 9), (due ?? settled ?? "").padding(to: 20),
            message.padding(to: 26), address,
        ]
        if inDoubt { words.append("in doubt") }
        if attempts > 0 { words.append("tries: \(attempts)") }
        if let code { words.append("(\(code))") }
        if let reason { words.append(reason) }
        return words.joined(separator: " ")
    }

    package var details: [String] {
        let rows: [(String, String?)] = [
            ("delivery", "\(delivery)"), ("to", address), ("message", "\(message), \(kind.rawValue)"),
            ("state", state.rawValue + (inDoubt ? ", in doubt" : "")), ("due", due), ("settled", settled),
            ("tries", "\(attempts)"), ("answer", code.map { "\($0) \(reply ?? "")" }), ("reason", reason),
        ]
        return rows.compactMap { name, value in value.map { "\(name.padding(to: 9)) \($0)" } }
    }

    private static func message(_ row: DeliveryRow, _ catalog: Catalog) -> String {
        guard let campaign = row.campaign else { return row.notice ?? "notice" }
        let step = row.step.flatMap { catalog.stepName($0, in: campaign) } ?? "?"
        return "\(catalog.campaignName(campaign) ?? "?")/\(step)"
    }
}
