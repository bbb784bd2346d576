import UsherCore

extension MessageKind {
    /// The `stream` column: that of its relay, where there are two.
    var stream: Int { self == .transactional ? 1 : 0 }

    /// The SQL that gives the number of the stream from a column `kind`.
    static func stream(_ column: String) -> String { "CASE \(column) WHEN 'transactional' THEN 1 ELSE 0 END" }
}

extension MailStream {
    /// The `stream` columns of what it sends.
    var numbers: [Int] { (kind.map { [$0] } ?? [.marketing, .transactional]).map(\.stream) }

    /// The `stream` column of its relay's refusals.
    var relayNumber: Int { self == .transactional ? 1 : 0 }

    /// The number that stands in `attempts` in place of a campaign, for the attempts of the stream's relay.
    var attemptsNumber: Int64 { self == .transactional ? -1 : 0 }

    /// A further condition on `kind`; empty where both kinds are meant.
    func condition(_ column: String = "kind") -> String { kind.map { " AND \(column) = '\($0.rawValue)'" } ?? "" }
}
