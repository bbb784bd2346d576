import UsherCore

/// Where a walk through old rows stands.
package struct RowWalk: Hashable, Sendable {
    var at = Timestamp.none
    var row: Int64 = 0
    package internal(set) var isOver = false
    /// When the first of those is from that are not old yet; nil where none was seen.
    package internal(set) var next: Timestamp?

    package init() {}

    /// Where most rows stay, so many are looked at for each one that may go: a look reads no more than that.
    static let rowsOfLook = 10
}
