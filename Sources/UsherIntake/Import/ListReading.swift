import UsherCore

/// How a list is read: `--format`, `--map`, `--dates`.
package struct ListReading: Sendable {
    /// What is wanted of the rows.
    package enum Purpose: Sendable {
        /// People, with all that is said of them: a column that means nothing here is a fault.
        case people
        /// Only who must not be mailed. Other columns do not matter, and a list without a first line is one address a
        /// line.
        case noes
    }

    package var format: ListFormat?
    package var map: ColumnMap
    package var dates: DateForm?
    package var purpose: Purpose

    package init(
        format: ListFormat? = nil, map: ColumnMap = ColumnMap(), dates: DateForm? = nil, for purpose: Purpose = .people
    ) {
        self.format = format
        self.map = map
        self.dates = dates ?? (format == nil ? nil : .iso)
        self.purpose = purpose
    }
}
