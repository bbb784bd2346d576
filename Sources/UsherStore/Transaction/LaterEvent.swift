import UsherCore

/// A recorded event as it was told, with what came along.
struct LaterEvent {
    var id: EventID
    /// Under the name that it was told with.
    var event: Event
    var recordedAt: Timestamp
    /// The campaign whose link the contact came through, by name.
    var link: String?
    var promoter: Contact?
    var isByCode: Bool
    /// False where the promoter is erased: nobody knows any more what it meant.
    var isRetellable: Bool

    /// What a contact did after `moment`, oldest first.
    static func after(
        _ moment: Timestamp, of contact: ContactID, in transaction: Transaction
    ) throws(StoreError) -> [LaterEvent] {
        try transaction.query(
            """
            SELECT \(ResultRow.eventColumns), v.id, v.told, v.recorded_at, v.link, v.by_code, v.promoter,
                \(ResultRow.contactColumns)
            FROM events v LEFT JOIN living c ON c.id = v.promoter
            WHERE v.contact = ? AND v.at > ? ORDER BY v.at, v.id
            """
        ).all(contact, moment) { (row) throws(StoreError) in
            var event = try row.event()
            event.name = row.text("told")
            return LaterEvent(
                id: row.id("id"), event: event, recordedAt: row.time("recorded_at"), link: row.optionalText("link"),
                promoter: row.isNull("contact_id") ? nil : try row.contact(), isByCode: row.bool("by_code"),
                isRetellable: row.isNull("promoter") == row.isNull("contact_id"))
        }
    }
}
