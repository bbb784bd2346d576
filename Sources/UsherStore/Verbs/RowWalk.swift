import UsherCore

/// The state of a walk through old rows.
package struct RowWalk: Hashable, Sendable {
    var at = Timestamp.none
    var row: Int64 = 0
    package internal(set) var isOver = false
    /// The moment of the first row that is not old yet; nil where none was seen.
    package internal(set) var next: Timestamp?

    package init() {}

    /// How many rows are looked at for each one that may go, where most rows stay: a look reads no more than that.
    static let rowsOfLook = 10
}
