import UsherCore

/// What became of a contacts file.
package struct BulkReport: Sendable, Encodable {
    /// As messages name it.
    package let file: String
    package var rows = 0
    package var tally = BulkIntake.Tally()
    /// Rows that say nothing usable. How many there were stands in `badCount`, also where they are not kept.
    package var bad: [Row] = []
    /// Rows that are right and whose people may not enter.
    package var refused: [Row] = []
    package var badCount = 0
    /// Rows that are right, by what they say of marketing: that the person agreed, that they said no (or that their
    /// address does not work), and nothing.
    package var agreed = 0
    package var refusing = 0
    package var silent = 0
    /// Rows of another tool's list that have no address.
    package var withoutAddress = 0

    package struct Row: Sendable, Encodable {
        /// Of the row's first field, from 1.
        package let line: Int
        package let reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    /// What another tool's list says of marketing: `3 agreed, 1 said no, 2 say nothing`.
    package var consents: String {
        [(agreed, "agreed"), (refusing, "said no or bounced"), (silent, "without consent")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    private enum CodingKeys: String, CodingKey {
        case file, rows, tally, bad, refused
        case agreed, withoutAddress
        case refusing = "saidNo"
        case silent = "withoutConsent"
    }

    package init(file: String) { self.file = file }

    /// Notes what a row says of marketing.
    package mutating func count(_ request: EntryRequest) {
        if !request.noes.isEmpty {
            refusing += 1
        } else if request.person.consent != nil {
            agreed += 1
        } else {
            silent += 1
        }
    }

    /// One line: `5 rows: 3 entered, 1 known already, 1 bad`. What did not happen is not said.
    package var summary: String {
        let parts = [
            (tally.entered, "entered"), (tally.already, "in it already"), (tally.added, "new"),
            (tally.updated, "known already"), (tally.refused, "refused"), (withoutAddress, "without an address"),
            (badCount, "bad"),
        ]
        let said = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return said.isEmpty
            ? "no rows below the first line" : "\(Wording.count(rows, "row")): \(said.joined(separator: ", "))"
    }
}
