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
    /// What the right rows came to for marketing.
    package var marketing = MarketingCount()
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

    private enum CodingKeys: String, CodingKey {
        case file, rows, tally, bad, refused, withoutAddress
    }

    package init(file: String) { self.file = file }

    /// One line: `5 rows: 3 entered, 1 known already, 1 bad`. What did not happen is not said.
    package var summary: String {
        let said = Wording.counts([
            (tally.entered, "entered"), (tally.already, "in it already"), (tally.added, "new"),
            (tally.updated, "known already"), (tally.refused, "refused"), (withoutAddress, "without an address"),
            (badCount, "bad"),
        ])
        return said.isEmpty
            ? "no rows below the first line" : "\(Wording.count(rows, "row")): \(said)"
    }
}
