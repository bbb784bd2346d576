import UsherCore

extension ResultRow {
    /// The columns that `enrollment(_:)` reads, of the enrollments table under the name `e`. A run that had to wait
    /// entered when its turn came; one that is held out stays so, also when its goal was reached.
    static let enrollmentColumns = """
        e.id, e.contact, e.campaign, e."key", CASE e.held_out WHEN 1 THEN 'held_out' ELSE e.state END, e.end_reason,
        coalesce(e.started_at, e.entered_at), e.ended_at, e.last_step, e.anchor_at, e.data,
        e.of_order, e.since
        """

    /// A run from the thirteen columns that begin at `start`.
    func enrollment(_ start: Int) throws(StoreError) -> Enrollment {
        Enrollment(
            id: id(start), contact: id(start + 1), campaign: id(start + 2), key: text(start + 3),
            state: try word(start + 4), endReason: try optionalWord(start + 5), enteredAt: time(start + 6),
            endedAt: optionalTime(start + 7), lastStep: optionalID(start + 8), anchorAt: time(start + 9),
            data: try TextsText.decode(optionalText(start + 10)), isOfOrder: bool(start + 11),
            since: optionalTime(start + 12))
    }
}
