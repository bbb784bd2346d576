import UsherCore

/// One line of the promoters' ledger.
package struct LedgerLine: Sendable, Encodable {
    package let state: EarningRow.State
    package let promoter: String
    package let friend: String
    /// The amount, such as `5.00`.
    package let amount: String
    package let currency: String
    package let rule: String
    /// The moment at which it was earned, as ISO 8601 in UTC; so is `payableFrom`.
    package let earned: String
    package let payableFrom: String

    package init(_ row: EarningRow) {
        state = row.state
        promoter = row.promoterAddress
        friend = row.friendAddress
        amount = row.earning.amount.amount
        currency = row.earning.amount.currency
        rule = row.earning.rule
        earned = row.at.iso8601
        payableFrom = row.earning.payableAt.iso8601
    }

    package static let csvHeading = CSVText.line([
        "state", "promoter", "friend", "amount", "currency", "rule", "earned", "payable_from",
    ])

    package var csv: String {
        CSVText.line([state.rawValue, promoter, friend, amount, currency, rule, earned, payableFrom])
    }

    package var text: String {
        let money = "\(amount) \(currency)"
        let words =
            switch state {
            case .payable: "payable"
            case .onHold: "on hold until \(payableFrom.prefix(10))"
            case .revoked: "taken back"
            }
        return "  \(money.padding(to: 14)) \(words.padding(to: 24)) \(rule.padding(to: 16)) for \(friend)"
    }
}

/// The ledger by promoter, as people read it.
package struct Ledger: Sendable {
    package let lines: [String]

    /// The lines of rows in the order in which the store has them, oldest first.
    package init(_ rows: [EarningRow]) {
        let byPromoter = Dictionary(grouping: rows, by: \.promoterAddress)
        var lines: [String] = []
        for (promoter, rows) in byPromoter.sorted(by: { $0.key < $1.key }) {
            lines.append("\(promoter): \(Self.sums(rows))")
            lines += rows.map { LedgerLine($0).text }
        }
        if byPromoter.count > 1 { lines += ["", "in all: \(Self.sums(rows))"] }
        self.lines = lines
    }

    /// The sums in words: `5.00 EUR payable, 4.80 EUR on hold, 5.00 EUR taken back`.
    static func sums(_ rows: [EarningRow]) -> String {
        let states: [(EarningRow.State, String)] = [
            (.payable, "payable"), (.onHold, "on hold"), (.revoked, "taken back"),
        ]
        let parts = states.flatMap { state, word in
            Money.sums(rows.filter { $0.state == state }.map(\.earning.amount)).map { "\($0.words) \(word)" }
        }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }
}
