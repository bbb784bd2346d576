import UsherCore

/// The number of an event's row.

extension ResultRow {
    /// The columns that `event(_:)` reads, of the events table under the name `v`.
    static let eventColumns = #"v.name, v."key", v.at, v.value, v.currency, v.product, v.data"#

    /// An event from the seven columns that begin at `start`.
    func event(_ start: Int) throws(StoreError) -> Event {
        let value =
            isNull(start + 3) ? nil : Money(minorUnits: int64(start + 3), currency: text(start + 4))
        return Event(
            name: text(start), key: text(start + 1), at: time(start + 2), value: value,
            product: optionalText(start + 5), data: try TextsText.decode(optionalText(start + 6)))
    }
}
